import type { Clock } from "../core/clock.ts";
import type { Dataset } from "../data/dataset.ts";
import {
	type Answers,
	type Asked,
	type CollectOptions,
	collect,
	type Engine,
	type EngineContext,
} from "../evaluate/engine.ts";
import { budget } from "../model/middleware/budget.ts";
import type { ModelResponse } from "../model/model.ts";
import { usageOfFailure } from "../model/usage.ts";
import type { Program } from "../program/program.ts";
import { type BatchOptions, batchPlace, who } from "./batch-options.ts";
import { type BatchPlan, planBatch } from "./batch-plan.ts";
import { asksOtherwise, type BatchRequest, batchRequest } from "./batch-request.ts";
import { type BatchResult, joinResults } from "./batch-results.ts";

/** Runs the rows of an evaluation as one batch job. */
export interface BatchEngine extends Engine {
	/**
	 * What the evaluation of a program on these rows would take: files, calls, rights, tokens, cost. Nothing is sent but a
	 * look at a job that was asked the same before.
	 *
	 * @param options as the evaluation's
	 */
	plan<I, E, O>(program: Program<I, O>, data: Dataset<NoInfer<I>, E>, options?: CollectOptions): Promise<BatchPlan>;
}

/** @param clock by which the waiting goes, for tests */
export function batchEngine(options: BatchOptions, clock?: Clock): BatchEngine {
	batchPlace(options);
	const self: BatchEngine = {
		name: who,
		changes: (model) => (asksOtherwise(model) ? who : undefined),
		async plan(program, data, collectOptions = {}) {
			const asked = await collect(self, program, data, collectOptions);
			return (await planBatch(await batchRequest(asked, options), options, { clock })).plan;
		},
		answer: (asked, context) => answer(asked, options, context, clock),
	};
	return self;
}

async function answer(
	all: readonly Asked[],
	options: BatchOptions,
	{ signal, show }: EngineContext,
	clock: Clock | undefined,
): Promise<Answers> {
	const batch = await batchRequest(all, options);
	const { plan, found } = await planBatch(batch, options, { signal, clock });
	await show?.(plan);
	const { maxUsd, acceptUnknownCost = false } = options;
	const within = signal === undefined ? {} : { signal };
	const job = await plan.apply({ maxUsd, acceptUnknownCost, ...within });
	const results = await job.wait({ ...within, progress: show !== undefined });
	const joined = join(batch, results, found !== null);
	const failed = [...joined.values()].filter((one) => one instanceof Error).length;
	const answers = options.retryFailedLive ? new Map([...joined].filter(([, one]) => !(one instanceof Error))) : joined;
	return {
		answers,
		facts: { job: job.handle.arn, records: batch.records.length, failed, ...(found === null ? {} : { found: true }) },
		...(batch.model.price ? { live: budget({ usd: leftOf(maxUsd, joined) }) } : {}),
	};
}

/** By the requests' keys. What a job that was created before has answered costs nothing now. */
function join(
	{ asked, records, model, price }: BatchRequest,
	results: readonly BatchResult[],
	found: boolean,
): ReadonlyMap<string, ModelResponse | Error> {
	const reading = { who, model: model.id, answerTool: null, splitThinking: false, price };
	const ids = records.map(({ recordId }) => recordId);
	const byId = joinResults(ids, results, reading);
	const pairs = asked.flatMap(({ key }, index): [string, ModelResponse | Error][] => {
		const one = byId.get(ids[index] ?? "");
		if (one === undefined) return [];
		return [[key, one instanceof Error || !found ? one : { ...one, cached: true }]];
	});
	return new Map(pairs);
}

/** Of the limit, for calls made live: the job's own cost is known only now. */
function leftOf(maxUsd: number, answers: ReadonlyMap<string, ModelResponse | Error>): number {
	let spent = 0;
	for (const one of answers.values()) {
		const usage = one instanceof Error ? usageOfFailure(one) : one.usage;
		spent += usage?.costUsd ?? 0;
	}
	return Math.max(0, maxUsd - spent);
}
