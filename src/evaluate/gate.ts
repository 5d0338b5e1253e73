import { ConfigError } from "../core/errors.ts";
import { formatValue } from "../view/format.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import type { Report, Summary } from "./report.ts";

/** One rule and what it met. */
export interface GateCheck {
	readonly figure: string;
	readonly rule: string;
	/** The end of the interval that had to hold; of latency, cost and rows the figure. null: not measured. */
	readonly found: number | null;
	/** Set when a metric could not score every row: "40 of 60 rows". */
	readonly coverage?: string;
	readonly unit: Summary["unit"];
	readonly passed: boolean;
}

export interface GateData {
	readonly report: string;
	readonly passed: boolean;
	/** For scripts: `process.exitCode = gate(report, rules).exitCode`. */
	readonly exitCode: 0 | 1;
	/** Why the run ended early, where it did. Such a report passes only with a rule for `rows`. */
	readonly stopped?: string;
	readonly checks: readonly GateCheck[];
}

export type Gate = GateData & Displayable;

/**
 * Decides whether a report is good enough to go on.
 *
 * A `>=` rule asks the lower end of the interval, a `<=` rule the upper end: a lucky mean on few rows does not pass.
 * Besides the metrics: `format correctness`, `latency p50`, `latency p95` (milliseconds), `cost` (US dollars in all),
 * `rows` (finished ones). What was not measured fails: a figure without an interval (one row, or all alike), a metric that
 * could not score every row, and a run that ended early unless a rule says how many `rows` suffice.
 *
 * @param rules figure → ">= 0.8" or "<= 1200"
 * @throws ConfigError for an unknown figure or a rule that cannot be read
 */
export function gate(report: Report, rules: Readonly<Record<string, string>>): Gate {
	const entries = Object.entries(rules);
	if (entries.length === 0) throw new ConfigError('gate: expected at least one rule such as { accuracy: ">= 0.8" }');
	const checks = entries.map(([figure, rule]) => check(report, figure, rule));
	const { stopped } = report.run;
	const passed = checks.every((one) => one.passed) && (stopped === undefined || Object.hasOwn(rules, "rows"));
	const data: GateData = {
		report: report.name,
		passed,
		exitCode: passed ? 0 : 1,
		...(stopped === undefined ? {} : { stopped }),
		checks,
	};
	return displayable(data, view);
}

function check(report: Report, figure: string, rule: string): GateCheck {
	const read = /^\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(rule);
	if (read === null)
		throw new ConfigError(`gate: expected a rule like ">= 0.8" or "<= 1200" for ${figure}, found "${rule}"`);
	const above = read[1] === ">=";
	const bound = Number(read[2]);
	const measured = figureOf(report, figure, above);
	const { found, coverage } = measured;
	const passed = found !== null && coverage === undefined && (above ? found >= bound : found <= bound);
	return { figure, rule: rule.trim(), ...measured, passed };
}

type Measured = Pick<GateCheck, "found" | "unit" | "coverage">;

function figureOf(report: Report, figure: string, above: boolean): Measured {
	const summary = figure === "format correctness" ? report.formatCorrectness : summaryOf(report, figure);
	if (summary !== undefined) {
		const { low, high, unit, scored, failed } = summary;
		const found = low === high ? null : above ? low : high; // no width: no spread was seen, so nothing is known
		return { found, unit, ...(failed > 0 ? { coverage: `${scored} of ${scored + failed} rows` } : {}) };
	}
	const plain: Readonly<Record<string, Measured>> = {
		"latency p50": { found: report.latency.p50, unit: "ms" },
		"latency p95": { found: report.latency.p95, unit: "ms" },
		cost: { found: report.usage.costUsd, unit: "usd" },
		rows: { found: report.rows.filter((row) => row.error === undefined).length, unit: "number" },
	};
	const known = Object.hasOwn(plain, figure) ? plain[figure] : undefined;
	if (known !== undefined) return known;
	const names = [...Object.keys(report.summary), "format correctness", ...Object.keys(plain)];
	throw new ConfigError(`gate: expected one of ${names.join(", ")}, found "${figure}"`);
}

function summaryOf(report: Report, figure: string): Summary | undefined {
	return Object.hasOwn(report.summary, figure) ? report.summary[figure] : undefined;
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
				format: (found, row) => {
					const text = found === null ? "not measured" : formatValue(found, row.unit);
					return row.coverage === undefined ? text : `${text} (${row.coverage})`;
				},
			},
			{
				key: "passed",
				label: "",
				format: (passed) => (passed ? "passed" : { text: "FAILED", mark: "warning" }),
			},
		],
		rows: [...gate.checks],
		caption: oneLine(`Gate for ${gate.report}: ${gate.passed ? "passed" : "FAILED"}`),
		...(gate.stopped === undefined ? {} : { note: `INCOMPLETE: ${gate.stopped}.` }),
	});
}
