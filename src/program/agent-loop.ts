import { isTouchstoneError, type OutputError, throwIfAborted } from "../core/errors.ts";
import { mapLimit } from "../core/pool.ts";
import { type Message, type Model, type RunContext, userMessage } from "../model/model.ts";
import { type CallEnd, type MadeCall, makeCall } from "./agent-call.ts";
import { AgentError, type TakenStep } from "./agent-error.ts";
import { forecastCalls } from "./agent-forecast.ts";
import { type AgentForm, type AgentTask, addTurns, type CallRequest } from "./agent-form.ts";
import { type CallBook, callBook } from "./agent-repeats.ts";
import { type Asked, type AskOptions, askTurn } from "./agent-turn.ts";

export interface LoopOptions extends AskOptions {
	readonly maxSteps: number;
	readonly toolTimeoutMs: number;
	readonly atLimit: "error" | "answer";
}

/** What a run took, in numbers; `failed` to `repeated` are the ends of calls that gave no result. */
export interface AgentCounts {
	readonly steps: number;
	readonly calls: number;
	readonly failed: number;
	readonly timedOut: number;
	readonly badArguments: number;
	readonly unknownTools: number;
	readonly repeated: number;
}

const lastCall: Message = userMessage("No tool can be called any more. Answer now, with what you know.");

/**
 * Asks the model, makes the calls that it asks for, tells it their results, and asks again until it answers. Each turn is a
 * span; `counts` and `repairs` are set on the context's own, also when the run fails.
 *
 * @throws AgentError when the steps are used up or the same call was made a third time, unless a last answer is wanted
 * @throws OutputError when an answer does not fit after its repairs
 */
export async function runAgent(
	task: AgentTask,
	form: AgentForm,
	model: Model,
	options: LoopOptions,
	context: RunContext,
): Promise<{ readonly output: unknown; readonly repairs: number }> {
	const book = callBook();
	const steps: TakenStep[] = [];
	const ends: CallEnd[] = [];
	let messages = form.opening;
	let turns = 0;
	let repairs = 0;

	async function takeStep(
		name: string,
		closed: boolean,
	): Promise<{ readonly asked: Asked; readonly calls: readonly MadeCall[] }> {
		turns++;
		return context.trace.span(name, "step", async (trace) => {
			const inner: RunContext = { ...context, trace };
			trace.set({ step: turns });
			const question = { task, form, model, options, messages, closed, first: turns === 1, repairs };
			const asked = await askTurn(question, inner);
			repairs = asked.repairs;
			if (asked.kind === "forecast") return { asked, calls: await forecastCalls(task.tools, inner) };
			trace.set({ thought: asked.thought });
			if (asked.kind === "calls") {
				return { asked, calls: await makeCalls(task, book, asked.calls, turns, options.toolTimeoutMs, inner) };
			}
			trace.set({ output: asked.output });
			return { asked, calls: [] };
		});
	}

	try {
		while (turns < options.maxSteps && !book.isLooping()) {
			throwIfAborted(context.signal);
			const { asked, calls } = await takeStep(`step ${turns + 1}`, false);
			if (asked.kind === "answer") return { output: asked.output, repairs };
			ends.push(...calls.map(({ end }) => end));
			steps.push(takenStep(task, turns, asked.kind === "calls" ? asked.thought : "", calls));
			messages = addTurns(asked.messages, form.results(asked.response, calls));
		}
		const reason = book.isLooping() ? "loop" : "steps";
		if (options.atLimit === "error") throw new AgentError({ agent: task.signature.name, reason, steps, repairs });
		messages = addTurns(messages, [lastCall]);
		const { asked } = await takeStep("last answer", true);
		if (asked.kind !== "answer") throw new AgentError({ agent: task.signature.name, reason, steps, repairs });
		return { output: asked.output, repairs };
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "output") repairs = (error as OutputError).repairs;
		throw error;
	} finally {
		context.trace.set({ repairs, counts: countsOf(turns, ends) });
	}
}

/** The calls of one turn, side by side; which of them are repeats is seen before any is made. */
async function makeCalls(
	{ tools }: AgentTask,
	book: CallBook,
	calls: readonly CallRequest[],
	step: number,
	timeoutMs: number,
	context: RunContext,
): Promise<MadeCall[]> {
	const entered = calls.map((call) => ({ call, refusal: book.enter(call, step) }));
	return mapLimit(entered, entered.length, async ({ call, refusal }) => {
		const made = await makeCall(tools, call, timeoutMs, context, refusal);
		book.settle(call, made.end);
		return made;
	});
}

function takenStep({ signature }: AgentTask, number: number, thought: string, calls: readonly MadeCall[]): TakenStep {
	return {
		number,
		thought,
		calls: calls.map(({ call, output, text, isError }) => ({
			name: call.name,
			input: call.input,
			...(isError ? { error: text } : output === undefined ? {} : { output }),
			agent: signature.name,
			depth: 0,
		})),
	};
}

function countsOf(steps: number, ends: readonly CallEnd[]): AgentCounts {
	const count = (end: CallEnd) => ends.filter((one) => one === end).length;
	return {
		steps,
		calls: ends.length,
		failed: count("failed"),
		timedOut: count("timed out"),
		badArguments: count("bad arguments"),
		unknownTools: count("unknown tool"),
		repeated: count("repeated"),
	};
}
