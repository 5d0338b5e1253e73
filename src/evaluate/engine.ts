import { ConfigError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { cache } from "../model/middleware/cache.ts";
import type { Middleware, Model, ModelRequest, ModelResponse } from "../model/model.ts";
import { requestKey } from "../model/request-key.ts";
import { replayResponse } from "../model/stored-response.ts";
import { wrap } from "../model/wrap.ts";
import { runContext } from "../program/context.ts";
import type { Program } from "../program/program.ts";
import type { Displayable } from "../view/view.ts";
import { type FollowedCall, follow } from "./follow.ts";

/** One request that an evaluation will make; equal ones of several rows are one. */
export interface Asked {
	/** Of the model's identity and the whole request, as caches have it. */
	readonly key: string;
	readonly model: Model;
	readonly request: ModelRequest;
	/** An answer lies in the cache: it need not be asked for again. */
	readonly kept: boolean;
}

export interface EngineContext {
	readonly signal?: AbortSignal | undefined;
	/** A short sentence for the progress line; empty when the wait is over. */
	onStatus?(text: string): void;
	/** Puts a value before the reader at once: the plan of what is about to be billed. */
	show?(value: Displayable): Promise<void>;
}

/** What came back for a set of requests. */
export interface Answers {
	/**
	 * By `Asked.key`: an answer, or the error of the rows that asked. What is left out is asked of the model itself, one
	 * call at a time, as is whatever the program asks next: a repair.
	 */
	readonly answers: ReadonlyMap<string, ModelResponse | Error>;
	/** What ran, for the report: the job, how many records. */
	readonly facts: Readonly<Record<string, string | number | boolean | null>>;
	/** Stands around the calls that are made one at a time: a budget. */
	readonly live?: Middleware;
}

/** Answers the first request of every row together, where `evaluate` would otherwise send them one by one. */
export interface Engine {
	/** The name under which the reader knows it: "aws.batch". */
	readonly name: string;
	/**
	 * Set where it asks a model otherwise than the model asks by itself: part of the identity under which caches keep its
	 * answers.
	 */
	changes?(model: Model): string | undefined;
	/** Called once a run, unless every answer is kept. */
	answer(asked: readonly Asked[], context: EngineContext): Promise<Answers>;
	/** What its work would take, to be shown by `evaluate.plan`. Calls no model. */
	plan?<I, E, O>(program: Program<I, O>, data: Dataset<NoInfer<I>, E>, options?: CollectOptions): Promise<Displayable>;
}

/** What decides the requests and which of them are kept: as the evaluation's. */
export interface CollectOptions {
	/** For programs that have no model of their own. */
	readonly model?: Model | undefined;
	readonly cache?: Middleware | false | undefined;
	readonly seed?: number | undefined;
	readonly sample?: number | undefined;
}

/**
 * The first request of every row, each once, in the order of the rows. Calls no model.
 *
 * A row whose input does not fit has none: the evaluation gives it its error.
 *
 * @param engine who wants to know, for errors
 * @throws ConfigError for a program of more than one call: later requests hang on answers that are not there yet
 */
export async function collect<I, E, O>(
	engine: Engine,
	program: Program<I, O>,
	data: Dataset<I, E>,
	options: CollectOptions = {},
): Promise<readonly Asked[]> {
	const asked = new Map<string, Asked>();
	const layer = options.cache === false ? undefined : (options.cache ?? cache());
	if (kindOf(program) === "compose") throw manyCalls(engine, program, "is composed of steps");
	for (const example of data) {
		const { calls } = await follow(program, example.input, options);
		if (calls.length > 1) throw manyCalls(engine, program, `makes ${calls.length} calls on row ${example.id}`);
		const [call] = calls;
		if (call === undefined) continue;
		const key = requestKey(call.model.identity, call.request);
		if (!asked.has(key)) asked.set(key, { key, ...call, kept: await isKept(engine, layer, call) });
	}
	return [...asked.values()];
}

function kindOf<I, O>(program: Program<I, O>): unknown {
	const { structure } = program;
	return typeof structure === "object" && structure !== null && "kind" in structure ? structure.kind : undefined;
}

function manyCalls<I, O>(engine: Engine, program: Program<I, O>, found: string): ConfigError {
	return new ConfigError(
		`${engine.name}: expected a program of one call a row, since all requests are sent before any answer is there; found that ${program.name} ${found}. Leave engine out to run it live.`,
	);
}

// Raised instead of a call: the cache passed the request on.
class NotKept extends Error {}

async function isKept(engine: Engine, layer: Middleware | undefined, { model, request }: FollowedCall) {
	if (layer === undefined) return false;
	const refuse = withLayer(engine, model, () => () => Promise.reject(new NotKept("not kept")));
	try {
		await wrap(model, layer, refuse).generate(request, runContext("kept"));
		return true;
	} catch {
		return false;
	}
}

/** What a run with an engine needs: the layer nearest the model, and what the report says of it. */
export interface AnsweredTogether {
	readonly layer: Middleware;
	readonly record: EngineRecord;
}

/** Which engine answered, and what it says of its work. */
export interface EngineRecord extends Readonly<Record<string, string | number | boolean | null>> {
	readonly name: string;
}

/**
 * Has an engine answer what a run will ask for first.
 *
 * @throws ConfigError for a program of more than one call
 */
export async function answerTogether<I, E, O>(
	engine: Engine,
	program: Program<I, O>,
	data: Dataset<I, E>,
	options: CollectOptions,
	context: EngineContext,
): Promise<AnsweredTogether> {
	const asked = await collect(engine, program, data, options);
	const answers = asked.every((one) => one.kept) ? noAnswers : await engine.answer(asked, context);
	// a program of one call has one model
	const layer = withLayer(engine, asked[0]?.model, answered(answers));
	return { layer, record: { ...answers.facts, name: engine.name } };
}

const noAnswers: Answers = { answers: new Map(), facts: { requests: 0 } };

/** The layer, marked with what the engine changes about a model's answers. */
export function withLayer(engine: Engine, model: Model | undefined, layer: Middleware): Middleware {
	const changes = model === undefined ? undefined : engine.changes?.(model);
	return changes === undefined ? layer : Object.assign(layer, { changes });
}

// Puts the answers of an engine in front of the model: what a run asks for first is there, all else goes on.
function answered({ answers, live }: Answers): Middleware {
	const taken = new Set<string>();
	return (next, model) => {
		const ask = live === undefined ? next : live(next, model);
		return async (request, context) => {
			const key = requestKey(model.identity, request);
			const answer = answers.get(key);
			if (answer === undefined) return ask(request, context);
			if (answer instanceof Error) throw answer;
			// rows that ask the same share one answer, which was paid for once
			const again = taken.has(key) || answer.cached === true;
			taken.add(key);
			const replayed = replayResponse(answer, context);
			return again ? replayed : { ...replayed, cached: false };
		};
	};
}
