import { ConfigError } from "../../core/errors.ts";
import type { Case } from "../../metric/metric.ts";
import { contextsOf } from "../../program/agent-trace.ts";

/**
 * Where a metric built on a judge finds its texts in a case.
 *
 * Defaults: question = `input.question`, answer = `output.answer`, reference = `expected.answer` or `expected.reference`
 * (each may also be the whole value, where that is a text); contexts = `output.contexts`, else `input.contexts`, else
 * `[input.context]`, else what the trace says was retrieved.
 */
export interface Reads<I = unknown, E = unknown, O = unknown> {
	readonly question: (c: Case<I, E, O>) => string;
	readonly answer: (c: Case<I, E, O>) => string;
	/** The retrieved passages, best first; empty when nothing was retrieved. */
	readonly contexts: (c: Case<I, E, O>) => readonly string[];
	/** The right answer in words; undefined where nobody wrote one. */
	readonly reference: (c: Case<I, E, O>) => string | undefined;
}

/**
 * The readers of a metric: the given ones, and the defaults for the rest.
 *
 * @param who the metric that reads, for the sentence of the error
 * @throws ConfigError from `question` and `answer` when there is no such text
 * @example
 * const c = { input: { question: "Who?", context: "Ada wrote it." }, expected: { answer: "Ada" }, output: { answer: "Ada did." } };
 * readsOf("faithfulness").contexts(c) // => ["Ada wrote it."]
 * readsOf("faithfulness").reference(c) // => "Ada"
 * readsOf("faithfulness", { answer: ({ output }) => output.text }).answer({ output: { text: "Ada." } }) // => "Ada."
 */
export function readsOf<I, E, O>(who: string, given: Partial<Reads<I, E, O>> = {}): Reads<I, E, O> {
	return {
		question: given.question ?? (({ input }) => demand(who, "question", "input.question", text(input, "question"))),
		answer: given.answer ?? (({ output }) => demand(who, "answer", "output.answer", text(output, "answer"))),
		contexts: given.contexts ?? defaultContexts,
		reference: given.reference ?? (({ expected }) => text(expected, "answer") ?? text(expected, "reference")),
	};
}

function defaultContexts({ input, output, trace }: Case): readonly string[] {
	const one = fieldOf(input, "context");
	const single = typeof one === "string" ? [one] : undefined;
	return texts(output) ?? texts(input) ?? single ?? (trace === undefined ? [] : contextsOf(trace));
}

/** A text in a field of a value, if there is one. */
export function textIn(value: unknown, field: string): string | undefined {
	const found = fieldOf(value, field);
	return typeof found === "string" ? found : undefined;
}

function text(value: unknown, field: string): string | undefined {
	return typeof value === "string" ? value : textIn(value, field);
}

function texts(value: unknown): readonly string[] | undefined {
	const found = fieldOf(value, "contexts");
	return Array.isArray(found) && found.every((one) => typeof one === "string") ? found : undefined;
}

function fieldOf(value: unknown, field: string): unknown {
	return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined;
}

function demand(who: string, what: string, where: string, found: string | undefined): string {
	if (found !== undefined) return found;
	throw new ConfigError(
		`${who}: expected the ${what} as a text in ${where}, found none. Say where it is: { reads: { ${what}: (c) => … } }.`,
	);
}
