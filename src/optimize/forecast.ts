import { fromExamples } from "../data/dataset.ts";
import { plan } from "../evaluate/plan.ts";
import type { Model } from "../model/model.ts";
import { costOf } from "../model/prices.ts";
import type { Program } from "../program/program.ts";
import { formatPercent } from "../view/format.ts";
import type { Forecast, Outline } from "./outline.ts";
import type { Task } from "./task.ts";

// what a proposal was seen to take on small tasks: the meta-prompt with a few examples in, an instruction out
const proposalInput = 600;
const proposalOutput = 150;
const rowsLookedAt = 8;

/** Estimates a run from its outline: what a row takes is measured on the first rows with made-up answers. Calls no model. */
export async function forecast<I, E, O>(
	program: Program<I, O>,
	task: Task<I, E, O>,
	proposer: Model | undefined,
	outline: Outline,
): Promise<Forecast> {
	const few = fromExamples("forecast", task.validate.examples.slice(0, rowsLookedAt));
	const of = await plan(program, few, [], { cache: false, ...(task.model === undefined ? {} : { model: task.model }) });
	const perRow = (figure: number) => figure / few.length;
	const { proposals, rows } = outline;
	const proposalUsage = {
		inputTokens: proposalInput,
		outputTokens: proposalOutput,
		cachedInputTokens: 0,
		cacheWriteTokens: 0,
	};
	const proposalUsd = proposals === 0 ? 0 : costOf(proposalUsage, proposer?.price ?? null);
	const speed = proposer?.speed;
	const proposalMinutes =
		proposals === 0
			? 0
			: speed === undefined
				? null
				: (proposalInput / speed.promptTokensPerSecond + proposalOutput / speed.outputTokensPerSecond) / 60;
	const calls = Math.round(rows * perRow(of.calls)) + proposals;
	const inputTokens = Math.round(rows * perRow(of.inputTokens) + proposals * proposalInput);
	const outputTokens = Math.round(rows * perRow(of.outputTokens) + proposals * proposalOutput);
	const usd = of.costUsd === null || proposalUsd === null ? null : rows * perRow(of.costUsd) + proposals * proposalUsd;
	const minutes =
		of.minutes === null || proposalMinutes === null ? null : rows * perRow(of.minutes) + proposals * proposalMinutes;
	const needs = {
		calls,
		tokens: inputTokens + outputTokens,
		usd: usd ?? 0,
		seconds: (minutes ?? 0) * 60,
	};
	const shares = (Object.keys(needs) as (keyof typeof needs)[]).map(
		(kind) => [kind, needs[kind] / (task.budget[kind] ?? Infinity)] as const,
	);
	const [endsBy, share] = shares.reduce((worst, one) => (one[1] > worst[1] ? one : worst));
	const part = Math.min(1, 1 / share); // what of the outline the budget holds
	const uses = minutes === null && task.budget.seconds !== undefined ? null : Math.min(1, share);
	return {
		rows: Math.floor(rows * part),
		proposals: Math.floor(proposals * part),
		calls: Math.floor(calls * part),
		inputTokens: Math.floor(inputTokens * part),
		outputTokens: Math.floor(outputTokens * part),
		usd: usd === null ? null : usd * part,
		minutes: minutes === null ? null : minutes * part,
		...(share > 1 ? { endsBy } : {}),
		uses,
		basis: [
			...of.basis,
			...unusedWords(uses),
			...(proposals === 0 ? [] : [`A proposal is taken as ${proposalInput} tokens in and ${proposalOutput} out.`]),
			...(task.metric.using === undefined ? [] : [`What ${task.metric.name} asks a model itself is not counted.`]),
		],
	};
}

/** From this share on a budget counts as used: a forecast is no more exact. */
const mostUsed = 0.75;

/** What to know where an optimizer's own settings end the run long before the budget would. */
export function unusedWords(uses: Forecast["uses"]): string[] {
	if (uses === null || uses >= mostUsed || uses === 0) return [];
	return [
		`The optimizer's settings end the run with about ${formatPercent(uses, 0)} of the budget; the rest remains unused unless its counts are raised.`,
	];
}
