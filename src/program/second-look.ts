import { ConfigError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import type { Shape } from "../core/schema.ts";
import { textSchema } from "../core/text-schema.ts";
import type { Program } from "./program.ts";
import { renderSections } from "./prompt/sections.ts";
import { type Signature, signature } from "./signature.ts";

/**
 * A signature that reads what a task reads and some texts besides: a draft, findings about it.
 *
 * @param texts the further input fields and what they hold; a name that the task's input has already is refused
 * @param output default: what the task writes
 */
export function alsoReading<I, O, T extends string, O2 = O>(
	task: Signature<I, O>,
	spec: {
		readonly name: string;
		readonly instructions: string;
		readonly texts: Readonly<Record<T, string>>;
		readonly output?: Shape;
	},
): Signature<I & Readonly<Record<T, string>>, O2> {
	const taken = Object.keys(spec.texts).find((field) => Object.hasOwn(task.input, field));
	if (taken !== undefined) {
		throw new ConfigError(
			`${spec.name} of ${task.name}: expected no input field named "${taken}", found one. Rename it: the name is needed for what is looked at again.`,
		);
	}
	const further = Object.entries<string>(spec.texts).map(([field, holds]) => [field, textSchema(holds)] as const);
	const made = signature({
		name: spec.name,
		instructions: spec.instructions,
		input: { ...task.input, ...Object.fromEntries(further) },
		output: spec.output ?? task.output,
	});
	return made as Signature<unknown, unknown> as Signature<I & Readonly<Record<T, string>>, O2>;
}

/** An output as a text to be looked at: one text field as it is, several as tagged sections. */
export function asText(output: unknown): string {
	const fields = output as Readonly<Record<string, unknown>>;
	const values = Object.values(fields);
	const [only] = values;
	return values.length === 1 && typeof only === "string" ? only : renderSections(fields);
}

/**
 * Whether a critic has nothing to say. Critics are asked for the word "none"; small models put it in other words.
 *
 * @example
 * ["none", "No issues found.", "N/A", "none of the dates is right"].map(findsNothing) // => [true, true, true, false]
 */
export function findsNothing(findings: string): boolean {
	const words = findings.replace(/^[\W_]+|[\W_]+$/g, "").toLowerCase();
	return words === "" || nothing.some((pattern) => pattern.test(words));
}

const nothing = [
	/^(?:none|nothing|no|n\/a|ok|okay|fine)$/,
	/^(?:there (?:is|are) )?(?:no|nothing)(?: \w+)? ?(?:problems?|issues?|errors?|findings?|faults?|mistakes?|wrong|changes?)(?: (?:found|needed|here|at all|with (?:it|the \w+)))?$/,
	/^(?:the|this) (?:\w+ )?(?:draft|answer) is (?:\w+ )?(?:fine|right|correct|good|okay|accurate)(?: and (?:\w+))?$/,
];

/** Puts facts that steps and body do not show, such as the number of rounds, into a program's structure. */
export function structured<I, O>(program: Program<I, O>, facts: Readonly<Record<string, Json>>): Program<I, O> {
	return {
		...program,
		structure: { ...(program.structure as Readonly<Record<string, Json>>), ...facts },
		with: (parameters) => structured(program.with(parameters), facts),
		using: (model) => structured(program.using(model), facts),
	};
}

/** @throws ConfigError when it is no whole number of at least 1 */
export function checkRounds(who: string, rounds: number): void {
	if (!Number.isInteger(rounds) || rounds < 1) {
		throw new ConfigError(`${who}: expected rounds to be a whole number of at least 1, found ${rounds}`);
	}
}
