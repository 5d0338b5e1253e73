import { DataError } from "../core/errors.ts";
import { formatCount } from "../view/format.ts";
import { picture } from "../view/picture.ts";
import type { Shown } from "../view/shown.ts";
import { table } from "../view/table.ts";
import { drawPanels, roomFor } from "./plot.ts";

export interface ConfusionCounts {
	readonly labels: readonly string[];
	/** `counts[expected][predicted]`, in the order of `labels`. */
	readonly counts: readonly (readonly number[])[];
	/** Whose answers these are. */
	readonly title?: string;
	/** How many are right; default: the diagonal. To be given where a label stands for several. */
	readonly right?: number;
}

/**
 * The confusion matrix as a heat map: rows are what was expected, columns what was predicted, the diagonal is right.
 * Each cell holds its count; the darker, the larger its share of the row.
 *
 * @throws DataError when `counts` is not square over `labels`; MissingDependencyError when @observablehq/plot or linkedom is not installed
 */
export async function confusionChart({ labels, counts, title, right }: ConfusionCounts): Promise<Shown> {
	const size = labels.length;
	if (size === 0 || counts.length !== size || counts.some((row) => row.length !== size)) {
		const found = `${formatCount(counts.length, "row")} of ${counts.map((row) => row.length).join(", ") || 0}`;
		throw new DataError(
			`confusionChart: expected ${size || "at least one"} rows and columns of counts, found ${found}`,
		);
	}
	const cells = counts.flatMap((row, y) => {
		const total = row.reduce((sum, count) => sum + count, 0);
		return row.map((count, x) => ({
			expected: labels[y],
			predicted: labels[x],
			count,
			share: total === 0 ? 0 : count / total,
		}));
	});
	const left = roomFor(labels);
	const side = Math.max(64, Math.min(130, left)); // wide enough for most labels to stand level
	const slanted = left > side;
	const bottom = slanted ? 36 + left * 0.5 : 48;

	const svg = await drawPanels([
		{
			...(title === undefined ? {} : { heading: title }),
			plot: (plot) => ({
				width: left + 30 + size * side + (slanted ? 20 : 8),
				height: size * 48 + 8 + bottom,
				marginLeft: left + 30,
				marginRight: slanted ? 20 : 8,
				marginTop: 8,
				marginBottom: bottom,
				padding: 0.04,
				x: {
					domain: labels,
					label: "predicted",
					labelOffset: bottom - 6,
					labelAnchor: "center",
					labelArrow: "none",
					tickSize: 0,
					...(slanted ? { tickRotate: -35 } : {}),
				},
				y: { domain: labels, label: "expected", labelAnchor: "center", labelArrow: "none", tickSize: 0 },
				color: { type: "linear", domain: [0, 1], range: ["#eff6ff", "#08519c"] },
				marks: [
					plot.cell(cells, { x: "predicted", y: "expected", fill: "share" }),
					plot.text(cells, {
						x: "predicted",
						y: "expected",
						text: (cell: { count: number }) => String(cell.count),
						fill: (cell: { share: number }) => (cell.share > 0.5 ? "white" : "#111827"),
						fontSize: 14,
						fontWeight: 600,
					}),
				],
			}),
		},
	]);
	const diagonal = counts.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
	const all = counts.flat().reduce((sum, count) => sum + count, 0);
	const alt = `Confusion matrix${title === undefined ? "" : ` of ${title}`}: ${right ?? diagonal} of ${all} right.`;
	return picture({ svg, alt, text: textOf({ labels, counts, ...(title === undefined ? {} : { title }) }) });
}

function textOf({ labels, counts, title }: ConfusionCounts): string {
	type Line = Readonly<Record<string, string | number>>;
	const rows = labels.map((label, y): Line => {
		return { expected: label, ...Object.fromEntries(labels.map((_, x) => [`predicted ${x}`, counts[y]?.[x] ?? 0])) };
	});
	const columns = [
		{ key: "expected", label: "expected ↓ predicted →" },
		...labels.map((label, x) => ({ key: `predicted ${x}`, label })),
	];
	return table({ columns, rows, ...(title === undefined ? {} : { caption: title }) }).text;
}
