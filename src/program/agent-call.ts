import { DataError, isTouchstoneError, messageOf, throwIfAborted } from "../core/errors.ts";
import { nearestName } from "../core/nearest-name.ts";
import { validateShape } from "../core/schema.ts";
import { orAbort } from "../model/abort.ts";
import type { RunContext } from "../model/model.ts";
import { usageOf } from "../model/usage.ts";
import type { CallRequest, CallResult } from "./agent-form.ts";
import { nullsLeftOut } from "./predict.ts";
import { describeType, fieldsOf } from "./prompt/describe.ts";
import { quote } from "./prompt/json.ts";
import type { Tool } from "./tool.ts";

/** How a call went. All but "done" are told to the model as an error. */
export type CallEnd = "done" | "failed" | "timed out" | "bad arguments" | "unknown tool" | "repeated";

export interface MadeCall extends CallResult {
	readonly end: CallEnd;
	readonly output?: unknown;
}

/**
 * Makes one call inside a span of its own. What goes wrong in it is told to the model, in a sentence; thrown on is only what
 * every further call would meet too, and the reader's stop.
 *
 * @param timeoutMs for tools that have no limit of their own; tools that are programs take as long as their models do
 * @param refusal why the call is not to be made, where it is not
 */
export async function makeCall(
	tools: readonly Tool[],
	call: CallRequest,
	timeoutMs: number,
	context: RunContext,
	refusal?: string,
): Promise<MadeCall> {
	let end: CallEnd = "failed";
	const told: { output?: unknown } = {};
	try {
		await context.trace.span(call.name, "tool", async (trace) => {
			trace.set({ name: call.name, input: call.input });
			try {
				if (refusal !== undefined) throw refuse("repeated", refusal);
				const tool = findTool(tools, call.name);
				const input = await readArguments(tool, call.input);
				const limit = tool.timeoutMs ?? (tool.program === undefined ? timeoutMs : undefined);
				told.output = await runInTime(tool, input, limit, { ...context, trace });
				trace.set({ output: told.output });
				end = "done";
			} catch (error) {
				if (error instanceof Refusal) end = error.end;
				trace.set({ error: messageOf(error), end });
				throw error;
			} finally {
				const { inputTokens, outputTokens } = usageOf(trace.data);
				trace.set({ tokens: { input: inputTokens, output: outputTokens } });
			}
		});
	} catch (error) {
		throwIfAborted(context.signal);
		if (endsRun(error)) throw error;
		return { call, end, text: messageOf(error), isError: true };
	}
	return { call, end, text: resultText(told.output), isError: false, output: told.output };
}

// Why a call ended without a result, where the tool did not say so itself.
class Refusal extends DataError {
	readonly end: CallEnd;

	constructor(end: CallEnd, message: string) {
		super(message);
		this.end = end;
	}
}

function refuse(end: CallEnd, message: string): Refusal {
	return new Refusal(end, message);
}

function findTool(tools: readonly Tool[], name: string): Tool {
	const found = tools.find((tool) => tool.name === name);
	if (found !== undefined) return found;
	const names = tools.map((tool) => tool.name);
	const near = nearestName(name, names);
	const hint = near === null ? `the tools are ${names.join(", ")}` : `did you mean "${near}"?`;
	throw refuse("unknown tool", `There is no tool named "${name}"; ${hint}${near === null ? "." : ""}`);
}

async function readArguments({ name, input: shape, inputSchema }: Tool, written: unknown): Promise<unknown> {
	const input = written ?? {}; // what some models write for a tool without arguments
	if (typeof input !== "object" || Array.isArray(input)) {
		const found = quote(typeof input === "string" ? input : JSON.stringify(input));
		throw refuse(
			"bad arguments",
			`Expected the arguments of ${name} to be ${describeType(inputSchema)} as JSON, found ${found}.`,
		);
	}
	const known = fieldsOf(inputSchema).map(([field]) => field);
	const invented = Object.keys(input).find((field) => !known.includes(field));
	if (invented !== undefined) {
		const expected = known.length === 0 ? "none" : known.join(", ");
		throw refuse("bad arguments", `The arguments of ${name} do not fit: expected ${expected}, found "${invented}".`);
	}
	const given = nullsLeftOut(inputSchema, input as Readonly<Record<string, unknown>>);
	const valid = await validateShape(shape, given);
	if (valid.ok) return valid.value;
	throw refuse("bad arguments", `The arguments of ${name} do not fit: ${valid.issues.join("; ")}.`);
}

async function runInTime(
	tool: Tool,
	input: unknown,
	limitMs: number | undefined,
	context: RunContext,
): Promise<unknown> {
	// what a sub-agent says on the way is not this program's answer, nor made up as one
	const { onDelta: _delta, madeUpAnswer: _madeUp, ...inner } = context;
	const run = async (signal: AbortSignal | undefined) =>
		tool.run(input as never, signal === undefined ? inner : { ...inner, signal });
	if (limitMs === undefined) return orAbort(run(context.signal), context.signal);
	const late = refuse("timed out", `${tool.name} gave no result within ${limitMs / 1000} s.`);
	const deadline = new AbortController();
	const timer = setTimeout(() => deadline.abort(late), limitMs);
	const signal = AbortSignal.any([deadline.signal, ...(context.signal === undefined ? [] : [context.signal])]);
	try {
		return await orAbort(run(signal), signal);
	} catch (error) {
		throw deadline.signal.aborted && context.signal?.aborted !== true ? late : error;
	} finally {
		clearTimeout(timer);
	}
}

/** Errors that every further call would meet: fix the set-up, install, raise the budget, wait for the server. */
function endsRun(error: unknown): boolean {
	if (!isTouchstoneError(error)) return false;
	if (error.code === "model") return (error as { systemic?: boolean }).systemic === true;
	return ["config", "missing-dependency", "budget"].includes(error.code);
}

/**
 * A result as the model sees it: a text as it is, anything else as JSON.
 *
 * @example
 * [resultText("far"), resultText({ km: 384400 }), resultText(undefined)] // => ["far", '{"km":384400}', "(nothing)"]
 */
export function resultText(result: unknown): string {
	const text = typeof result === "string" ? result : (JSON.stringify(result) ?? "");
	return text.trim() === "" ? "(nothing)" : text;
}
