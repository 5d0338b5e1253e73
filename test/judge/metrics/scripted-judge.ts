import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startTrace } from "../../../src/core/trace.ts";
import type { Case } from "../../../src/metric/metric.ts";
import { textOf } from "../../../src/model/model.ts";
import { type ScriptedOptions, scripted } from "../../../src/model/scripted.ts";

/** Answers by the section that is asked for: a text for each time, the last one from then on, or a function of the prompt. */
export type Said = Readonly<Record<string, readonly string[] | ((prompt: string, time: number) => string)>>;

/** A judge that knows which of a metric's questions it is asked: `judgeOf({ statements: ["1. …"], verdicts: ["1. => yes"] })`. */
export function judgeOf(said: Said, options: ScriptedOptions = {}) {
	const times: Record<string, number> = {};
	return scripted(
		(request) => {
			const fields = [...(request.system ?? "").matchAll(/^<(\w+)>…<\/\1>$/gm)].map(([, field = ""]) => field);
			const prompt = request.messages.map((message) => textOf(message.content)).join("\n");
			return fields
				.map((field) => {
					const time = times[field] ?? 0;
					times[field] = time + 1;
					const answers = said[field] ?? ["(nothing was scripted)"];
					const text = typeof answers === "function" ? answers(prompt, time) : (answers[time] ?? answers.at(-1) ?? "");
					return `<${field}>${text}</${field}>`;
				})
				.join("\n");
		},
		{ identity: "judge", ...options },
	);
}

/** Lines of so many statements. */
export function listOf(count: number, what = "Statement"): string {
	return count === 0
		? "none"
		: Array.from({ length: count }, (_, n) => `${n + 1}. ${what} number ${n + 1}.`).join("\n");
}

/** The numbers of the lines that a prompt asks about. */
export function idsIn(prompt: string): number[] {
	const lines = /<lines>([\s\S]*)<\/lines>/.exec(prompt)?.[1] ?? "";
	return [...lines.matchAll(/^\s*(\d+)\. /gm)].map(([, id]) => Number(id));
}

/** Verdicts on whatever lines are asked about. */
export function verdictsBy(verdicts: readonly (number | boolean)[]): (prompt: string) => string {
	return (prompt) =>
		idsIn(prompt)
			.map((id) => `${id}. because => ${verdicts[id - 1] ? "yes" : "no"}`)
			.join("\n");
}

/** A case and a context, as a run hands them to a metric. */
export function caseOf<I, E, O>(input: I, expected: E, output: O): Case<I, E, O> {
	return { input, expected, output, trace: startTrace("program").data };
}
export const context = () => ({ trace: startTrace("scoring"), seed: 0 });

export interface Golden {
	readonly id: string;
	readonly verdicts: readonly number[];
	readonly tp: number;
	readonly fp: number;
	readonly fn: number;
	readonly beta: number;
	readonly similarity: number;
	readonly weights: readonly [number, number];
	readonly question_vector: readonly number[];
	readonly generated_question_vectors: readonly (readonly number[])[];
	readonly noncommittal: readonly number[];
	readonly expected: Readonly<Record<string, number | "NaN">>;
}

const file = fileURLToPath(new URL("../../../../shared/golden/metrics/ragas_verdict_arithmetic.json", import.meta.url));
/** Verdicts and what ragas 0.4.3 makes of them; null where the reference values are not at hand. */
export const golden: readonly Golden[] | null = existsSync(file)
	? (JSON.parse(readFileSync(file, "utf8")) as { cases: Golden[] }).cases
	: null;
export const withGolden = `equals ragas 0.4.3${golden === null ? " (skipped: the golden verdicts are not beside this checkout)" : ""}`;
