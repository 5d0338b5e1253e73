import { ConfigError } from "../core/errors.ts";
import { formatValue } from "../view/format.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import type { Report, Summary } from "./report.ts";

/** One rule and what it met. */
export interface GateCheck {
	readonly figure: string;
	readonly rule: string;
	/** The end of the interval that had to hold, or the plain figure where there is no interval. */
	readonly found: number | null;
	readonly unit: Summary["unit"];
	readonly passed: boolean;
}

export interface GateData {
	readonly report: string;
	readonly passed: boolean;
	/** For scripts: `process.exitCode = gate(report, rules).exitCode`. */
	readonly exitCode: 0 | 1;
	readonly checks: readonly GateCheck[];
}

export type Gate = GateData & Displayable;

/**
 * Decides whether a report is good enough to go on.
 *
 * A `>=` rule asks the lower end of the interval, a `<=` rule the upper end: a lucky mean on few rows does not pass.
 * Besides the metrics: `format correctness`, `latency p50`, `latency p95` (milliseconds), `cost` (US dollars in all),
 * `rows` (finished ones). A figure that could not be measured fails.
 *
 * @param rules figure → ">= 0.8" or "<= 1200"
 * @throws ConfigError for an unknown figure or a rule that cannot be read
 */
export function gate(report: Report, rules: Readonly<Record<string, string>>): Gate {
	const entries = Object.entries(rules);
	if (entries.length === 0) throw new ConfigError('gate: expected at least one rule such as { accuracy: ">= 0.8" }');
	const checks = entries.map(([figure, rule]) => check(report, figure, rule));
	const passed = checks.every((one) => one.passed);
	return displayable({ report: report.name, passed, exitCode: passed ? 0 : 1, checks }, view);
}

function check(report: Report, figure: string, rule: string): GateCheck {
	const read = /^\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(rule);
	if (read === null)
		throw new ConfigError(`gate: expected a rule like ">= 0.8" or "<= 1200" for ${figure}, found "${rule}"`);
	const above = read[1] === ">=";
	const bound = Number(read[2]);
	const { found, unit } = figureOf(report, figure, above);
	const passed = found !== null && (above ? found >= bound : found <= bound);
	return { figure, rule: rule.trim(), found, unit, passed };
}

function figureOf(report: Report, figure: string, above: boolean): Pick<GateCheck, "found" | "unit"> {
	const summary = figure === "format correctness" ? report.formatCorrectness : report.summary[figure];
	if (summary !== undefined) {
		return { found: (above ? summary.low : summary.high) ?? summary.value, unit: summary.unit };
	}
	const plain: Readonly<Record<string, Pick<GateCheck, "found" | "unit">>> = {
		"latency p50": { found: report.latency.p50, unit: "ms" },
		"latency p95": { found: report.latency.p95, unit: "ms" },
		cost: { found: report.usage.costUsd, unit: "usd" },
		rows: { found: report.rows.filter((row) => row.error === undefined).length, unit: "number" },
	};
	const known = plain[figure];
	if (known !== undefined) return known;
	const names = [...Object.keys(report.summary), "format correctness", ...Object.keys(plain)];
	throw new ConfigError(`gate: expected one of ${names.join(", ")}, found "${figure}"`);
}

function view(gate: GateData): View {
	return table({
		columns: [
			{ key: "figure", label: "Figure" },
			{ key: "rule", label: "Rule" },
			{
				key: "found",
				label: "Interval end",
				align: "right",
				format: (found, row) => (found === null ? "not measured" : formatValue(found, row.unit)),
			},
			{
				key: "passed",
				label: "",
				format: (passed) => (passed ? "passed" : { text: "FAILED", mark: "warning" }),
			},
		],
		rows: [...gate.checks],
		caption: `Gate for ${gate.report}: ${gate.passed ? "passed" : "FAILED"}`,
	});
}
