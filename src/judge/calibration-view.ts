import { cautionViews } from "../evaluate/caution-view.ts";
import { formatP } from "../evaluate/compare-view.ts";
import { formatCount, formatInterval, formatNumber, formatPercent, formatUsd } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { type Cell, table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import type { Share } from "./bias/position.ts";
import type { BiasReport, CalibrationData } from "./calibration.ts";
import { positionSentence } from "./pairwise-view.ts";

/** A calibration as a reader wants it: how far the judge agrees, where it errs, and which biases were found. */
export function calibrationView(data: CalibrationData): View {
	return stack([
		agreementTable(data),
		...cautionViews([{ name: data.judge, caution: data.caution }]),
		confusionTable(data),
		biasTable(data.bias),
	]);
}

function agreementTable({ judge, models, labels, agreement, failed, usage }: CalibrationData): View {
	const { kappa, low, high, weights, same, sensitivity, specificity, error, correlation, n } = agreement;
	const name = weights === "none" ? "Cohen's kappa" : `Cohen's kappa, ${weights} weights`;
	const shareRow = (figure: string, share: Share | null) =>
		share === null ? [] : [{ figure, value: shareText(share) }];
	return table({
		caption: `${judge}${models.length === 0 ? "" : ` by ${models.join(" + ")}`} against ${labels}, ${formatCount(n, "row")}`,
		columns: [
			{ key: "figure", label: "Agreement" },
			{ key: "value", label: "Value" },
		],
		rows: [
			{ figure: name, value: formatInterval({ mean: kappa, low, high }, "number") },
			{ figure: "same level", value: shareText(same) },
			...shareRow("passes what is good", sensitivity),
			...shareRow("fails what is bad", specificity),
			{ figure: "Spearman's correlation", value: formatNumber(correlation) },
			{ figure: "mean absolute error", value: formatNumber(error?.meanAbsoluteError ?? null, 3) },
			{ figure: "could be judged", value: `${n} of ${n + failed}` },
			{ figure: "cost", value: `${formatUsd(usage.costUsd)}, ${formatCount(usage.calls, "call")}` },
		],
		note: `Brackets are ${Math.round(agreement.level * 100)} % intervals. Kappa is 1 for perfect agreement and 0 for chance.`,
	});
}

function shareText({ value, low, high, count, of }: Share): string {
	return `${formatInterval({ mean: value, low, high })}, ${count} of ${of}`;
}

function confusionTable({ agreement, labels }: CalibrationData): View {
	const { confusion, baseRates } = agreement;
	const name = (level: number) => (level === 0 || level === 1 ? String(level) : formatNumber(level));
	const columns = confusion.labels.map((level, index) => ({
		key: `c${index}`,
		label: `judge ${name(level)}`,
		align: "right" as const,
	}));
	return table<Record<string, string>>({
		caption: "Who said what",
		columns: [{ key: "label", label: "Label" }, ...columns, { key: "rate", label: "share", align: "right" }],
		rows: [
			...confusion.labels.map((level, row) => ({
				label: name(level),
				...Object.fromEntries(
					confusion.labels.map((_, column) => [`c${column}`, String(confusion.counts[row]?.[column] ?? 0)]),
				),
				rate: formatPercent(baseRates.labels[row] ?? null),
			})),
			{
				label: "share",
				...Object.fromEntries(
					confusion.labels.map((_, column) => [`c${column}`, formatPercent(baseRates.judge[column] ?? null)]),
				),
				rate: "",
			},
		],
		note: `A row a level of the ${labels}, a column what the judge made of it.`,
	});
}

function biasTable(bias: BiasReport): View {
	const rows = [positionRow(bias), verbosityRow(bias), ...leniencyRows(bias), selfPreferenceRow(bias), noiseRow(bias)];
	return table({
		caption: "Biases",
		columns: [
			{ key: "bias", label: "Bias" },
			{ key: "found", label: "Found", format: (cell) => cell },
			{ key: "how", label: "By what" },
		],
		rows,
		width: 170,
	});
}

interface BiasRow {
	readonly bias: string;
	readonly found: Cell;
	readonly how: string;
}

const found = (text: string): Cell => ({ text, mark: "warning" });
const unmeasured = (bias: string, how: string): BiasRow => ({ bias, found: "not measured", how });

function positionRow({ position }: BiasReport): BiasRow {
	if (position === null) return unmeasured("position", "give { pairwise }");
	const right = position.right.value === null ? "" : ` The better text won ${shareText(position.right)}.`;
	return {
		bias: "position",
		found: position.favours === null ? "none" : found(`favours the ${position.favours}`),
		how: positionSentence(position) + right,
	};
}

function verbosityRow({ verbosity }: BiasReport): BiasRow {
	if (verbosity === null) return unmeasured("verbosity", "give { text }");
	const { slope, low, high, correlation, p, padded, favours } = verbosity;
	const compared = padded.above + padded.below + padded.same;
	const copies =
		compared === 0
			? ""
			: `; of ${formatCount(compared, "padded copy", "padded copies")} ${padded.above} scored above and ${padded.below} below the plain text (p = ${formatP(padded.p)})`;
	return {
		bias: "verbosity",
		found: favours === null ? "none" : found(`favours ${favours} texts`),
		how: `${formatInterval({ mean: slope, low, high }, "number")} a doubling of length, label held fixed; Spearman ${formatNumber(correlation, 2)} (p = ${formatP(p)})${copies}`,
	};
}

function leniencyRows({ leniency }: BiasReport): BiasRow[] {
	const { meanBias, low, high, tendency, entropy, keepsToFewLevels } = leniency;
	return [
		{
			bias: "leniency",
			found: tendency === null ? "none" : found(tendency),
			how: `judge − label ${formatInterval({ mean: meanBias, low, high }, "number")}`,
		},
		{
			bias: "use of the scale",
			found: keepsToFewLevels ? found("keeps to few levels") : "none",
			how: `${formatNumber(entropy.judge, 2)} bits, the labels ${formatNumber(entropy.labels, 2)}`,
		},
	];
}

function selfPreferenceRow({ selfPreference }: BiasReport): BiasRow {
	if (selfPreference === null) return unmeasured("self-preference", "give { family } with two or more");
	const each = selfPreference.families.map(
		({ family, residual, low, high, p }) =>
			`${family} ${formatInterval({ mean: residual, low, high }, "number")} (p = ${formatP(p)})`,
	);
	return {
		bias: "self-preference",
		found: selfPreference.favours === null ? "none" : found(`favours ${selfPreference.favours}`),
		how: `score above texts of the same label: ${each.join(", ")}`,
	};
}

function noiseRow({ noise }: BiasReport): BiasRow {
	if (noise === null) return unmeasured("noise", "give { repeats } of 2 or more");
	return {
		bias: "noise",
		found: `SD ${formatNumber(noise.standardDeviation, 3)}`,
		how: `the same value ${noise.repeats} times on ${shareText(noise.selfAgreement)}; alpha ${formatNumber(noise.alpha, 2)}`,
	};
}
