import { ConfigError, OutputError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import { type JsonSchema, validateShape } from "../core/schema.ts";
import { callModel } from "../model/call.ts";
import {
	type Message,
	type Model,
	type ModelRequest,
	type ModelResponse,
	type RunContext,
	textOf,
} from "../model/model.ts";
import { boundModel } from "./bound-model.ts";
import { runContext } from "./context.ts";
import { madeUp } from "./made-up.ts";
import type { Parameters, Prediction, Program } from "./program.ts";
import { fieldsOf } from "./prompt/describe.ts";
import { jsonPrompt } from "./prompt/json.ts";
import type { PromptAdapter } from "./prompt/prompt.ts";
import { taggedPrompt } from "./prompt/tagged.ts";
import type { Signature } from "./signature.ts";
import { validInput } from "./valid-input.ts";

export interface PredictOptions {
	readonly model?: Model;
	/** Default: JSON where the model can be held to it, else tagged sections. */
	readonly adapter?: PromptAdapter;
	/** 0 (the default) is greedy: the same question gets the same answer. */
	readonly temperature?: number;
	readonly topP?: number;
	/** Default: sized to the output fields (16 a label or number, 512 a text). */
	readonly maxTokens?: number;
	/** How often to ask again when an answer does not meet the signature; default 1. */
	readonly repairs?: number;
	readonly logprobs?: boolean;
}

/**
 * The smallest program: one call to a model that fills the output fields of a signature.
 *
 * A bad answer is sent back once with what is wrong about it; if the second is bad too, `run` throws. One that a filter
 * blocked is not sent back: it would be blocked, and paid for, again.
 *
 * @throws ConfigError from `run` when no model was given; DataError when the input does not fit; OutputError when the
 *   answer does not, or was blocked
 * @example
 * const hello = predict(signature({ name: "hello", instructions: "Greet.", input: { who: z.string() }, output: { text: z.string() } }));
 * (await hello.using(scripted(['{"text":"Hello Ada"}'])).run({ who: "Ada" })).output // => { text: "Hello Ada" }
 */
export function predict<I, O>(signature: Signature<I, O>, options: PredictOptions = {}): Program<I, O> {
	return build(signature, { instructions: signature.instructions, demos: [] }, options);
}

function build<I, O>(signature: Signature<I, O>, parameters: Parameters, options: PredictOptions): Program<I, O> {
	const { name } = signature;
	return {
		name,
		parameters: { [name]: parameters },
		structure: structureOf(signature, options),
		schemas: { [name]: { input: signature.inputSchema, output: signature.outputSchema } },
		models: options.model === undefined ? {} : { [name]: options.model },
		with(changed) {
			for (const path of Object.keys(changed)) {
				if (path !== name) throw new ConfigError(`${name}.with: expected the step "${name}", found "${path}"`);
			}
			return build(signature, (Object.hasOwn(changed, name) ? changed[name] : undefined) ?? parameters, options);
		},
		using(choice) {
			const model = typeof choice === "function" ? choice(options.model, name) : choice;
			const { model: _, ...rest } = options;
			return build(signature, parameters, model === undefined ? rest : { ...rest, model });
		},
		async run(input, partial) {
			const context = runContext(name, partial);
			const model = boundModel(name, options.model, context.model);
			return context.trace.span(name, "step", async (trace) => {
				trace.set({ input });
				const answer = await ask(signature, parameters, options, model, input, { ...context, trace });
				trace.set({ output: answer.output, repairs: answer.repairs });
				return { ...answer, trace: trace.data };
			});
		},
	};
}

async function ask<I, O>(
	signature: Signature<I, O>,
	parameters: Parameters,
	options: PredictOptions,
	model: Model,
	input: I,
	context: RunContext,
): Promise<Omit<Prediction<O>, "trace">> {
	const adapter = options.adapter ?? (model.can.json ? jsonPrompt : taggedPrompt);
	const allowed = options.repairs ?? 1;
	const prompt = adapter.format(signature, parameters, await validInput(signature, input));
	const asking: RunContext = { ...context, madeUpAnswer: () => madeUpAnswer(signature, adapter) };
	let messages: readonly Message[] = prompt.messages;

	for (let repairs = 0; ; repairs++) {
		const request = buildRequest(signature, options, model, { ...prompt, messages }, context);
		const response = await callModel(model, request, asking);
		if (response.finish === "blocked") throw blocked(signature.name, model, response, repairs, context);
		const read = await readAnswer(signature, adapter, response);
		if (read.ok) return { output: read.output as O, repairs };
		context.trace.set({ issues: read.issues });
		const text = textOf(response.content);
		if (repairs >= allowed) {
			const tries = allowed === 0 ? "" : ` after ${allowed === 1 ? "one repair" : `${allowed} repairs`}`;
			throw new OutputError(`${signature.name}: the answer does not fit${tries}: ${read.issues.join("; ")}`, {
				step: signature.name,
				...(read.field === undefined ? {} : { field: read.field }),
				issues: read.issues,
				text,
				repairs,
			});
		}
		messages = [...prompt.messages, ...adapter.repair(signature, text, read.issues)];
	}
}

/** The error of an answer that a filter blocked; it says so in the step's span. */
export function blocked(
	step: string,
	model: Model,
	{ content }: ModelResponse,
	repairs: number,
	{ trace }: RunContext,
) {
	const issues = ["a filter blocked the answer"];
	trace.set({ issues });
	return new OutputError(
		`${step}: expected an answer of ${model.id}, found that a filter (a guardrail, or the model's own) blocked it. It was not asked again. Change the input, or what the filter lets through.`,
		{ step, issues, text: textOf(content), repairs },
	);
}

function madeUpAnswer<I, O>(signature: Signature<I, O>, adapter: PromptAdapter): string {
	const fields = madeUp(signature.outputSchema) as Readonly<Record<string, unknown>>;
	return adapter.renderAnswer?.(fields) ?? JSON.stringify(fields);
}

function buildRequest<I, O>(
	signature: Signature<I, O>,
	options: PredictOptions,
	model: Model,
	prompt: Pick<ModelRequest, "system" | "messages" | "output">,
	context: RunContext,
): ModelRequest {
	const { output, ...rest } = prompt;
	const temperature = options.temperature ?? 0;
	return {
		...rest,
		...(output !== undefined && model.can.json ? { output } : {}),
		temperature,
		...(options.topP === undefined ? {} : { topP: options.topP }),
		maxTokens: options.maxTokens ?? taskTokens(signature.outputSchema),
		...(options.logprobs ? { logprobs: true } : {}),
		// A greedy answer depends on neither; leaving them out lets every run share the cache.
		...(temperature > 0 ? { seed: context.seed } : {}),
		...(context.sample ? { sample: context.sample } : {}),
	};
}

type Read =
	| { readonly ok: true; readonly output: unknown }
	| { readonly ok: false; readonly field?: string; readonly issues: readonly string[] };

async function readAnswer<I, O>(
	signature: Signature<I, O>,
	adapter: PromptAdapter,
	response: ModelResponse,
): Promise<Read> {
	const parsed = adapter.parse(signature, response);
	if (!parsed.ok) return parsed;
	const valid = await validateShape(signature.output, nullsLeftOut(signature.outputSchema, parsed.fields));
	return valid.ok ? { ok: true, output: valid.value } : valid;
}

/** Models write null for what they leave out; where a field may be absent and may not be null, that is what it means. */
export function nullsLeftOut(
	schema: JsonSchema,
	fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	const required = (schema.required ?? []) as readonly string[];
	const leftOut = fieldsOf(schema)
		.filter(([name, field]) => fields[name] === null && !required.includes(name) && !mayBeNull(field))
		.map(([name]) => name);
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !leftOut.includes(name)));
}

function mayBeNull(schema: JsonSchema): boolean {
	const kinds = (schema.anyOf ?? schema.oneOf ?? schema.enum ?? schema.type) as unknown;
	if (kinds === undefined) return !("const" in schema);
	return (Array.isArray(kinds) ? kinds : [kinds]).some(
		(kind: unknown) => kind === null || kind === "null" || (kind as JsonSchema).type === "null",
	);
}

/** A bound on the answer's length from its fields: quotas are reserved by it, so it should not be lavish. */
function taskTokens(schema: JsonSchema): number {
	const short = (field: JsonSchema) =>
		Array.isArray(field.enum) || "const" in field || ["integer", "number", "boolean"].includes(String(field.type));
	return fieldsOf(schema).reduce((sum, [, field]) => sum + (short(field) ? 16 : 512), 32);
}

function structureOf<I, O>(signature: Signature<I, O>, options: PredictOptions): Json {
	return {
		kind: "predict",
		signature: hash([signature.name, signature.inputSchema, signature.outputSchema], 16),
		adapter: options.adapter?.name ?? "by model",
		temperature: options.temperature ?? 0,
		topP: options.topP ?? null,
		maxTokens: options.maxTokens ?? taskTokens(signature.outputSchema),
		repairs: options.repairs ?? 1,
	};
}
