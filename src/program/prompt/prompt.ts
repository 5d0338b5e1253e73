import type { Message, ModelRequest, ModelResponse } from "../../model/model.ts";
import type { Parameters } from "../program.ts";
import type { Signature } from "../signature.ts";

/** How a signature becomes messages, and how the answer becomes fields again. */
export interface PromptAdapter {
	readonly name: string;
	/** The request for one input: system prompt, worked examples as turns, the question. */
	format(
		signature: Signature<unknown, unknown>,
		parameters: Parameters,
		input: Readonly<Record<string, unknown>>,
	): Pick<ModelRequest, "system" | "messages" | "output">;
	/** Reads the fields out of an answer; they are validated afterwards by the signature's schemas. */
	parse(signature: Signature<unknown, unknown>, response: ModelResponse): Parsed;
	/** Writes fields in the form that `parse` reads, for forecasts; default: as JSON. */
	renderAnswer?(fields: Readonly<Record<string, unknown>>): string;
	/** Asks again after a bad answer. */
	repair(signature: Signature<unknown, unknown>, badAnswer: string, issues: readonly string[]): readonly Message[];
}

export type Parsed =
	| { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
	| { readonly ok: false; readonly field?: string; readonly issues: readonly string[] };
