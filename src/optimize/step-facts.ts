import type { JsonSchema } from "../core/schema.ts";
import type { Program } from "../program/program.ts";
import { describeFields, fieldsOf } from "../program/prompt/describe.ts";
import { type Screened, type ScreenOptions, screenInstruction } from "./screen.ts";

/** What a proposer of instructions is told about a step, and what its proposals are screened against. */
export interface StepFacts {
	readonly step: string;
	/** One line a field: name, type and meaning. */
	readonly inputs: string;
	readonly outputs: string;
	readonly inputFields: readonly string[];
	readonly outputFields: readonly string[];
	/** The values that the step may answer with, where they are names. */
	readonly labels: readonly string[];
}

export function stepFacts<I, O>(program: Pick<Program<I, O>, "schemas">, step: string): StepFacts {
	const { input = {}, output = {} } = program.schemas[step] ?? {};
	return {
		step,
		inputs: describeFields(input),
		outputs: describeFields(output),
		inputFields: fieldsOf(input).map(([name]) => name),
		outputFields: fieldsOf(output).map(([name]) => name),
		labels: fieldsOf(output).flatMap(([, field]) => namesIn(field)),
	};
}

function namesIn(field: JsonSchema): string[] {
	const values = Array.isArray(field.enum) ? (field.enum as readonly unknown[]) : [];
	return values.filter((value): value is string => typeof value === "string");
}

/** Screens a proposal for a step; an answer that did not fit its form is passed on as undefined. */
export function screenFor(
	{ inputFields, outputFields, labels }: StepFacts,
	text: string | undefined,
	seen: Omit<ScreenOptions, "inputFields" | "outputFields" | "labels">,
): Screened | undefined {
	if (text === undefined) return undefined;
	return screenInstruction(text, { ...seen, inputFields, outputFields, labels });
}
