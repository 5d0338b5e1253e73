import { formatNumber } from "../view/format.ts";
import { type Cell, table } from "../view/table.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { instructionsFrom } from "./advanced-prompt-job-input.ts";

/** What a job has made for one model. */
export interface OptimizedForTarget {
	/** The model's id as it was given to the job. */
	readonly target: string;
	/** As AWS says it: "SUCCESS". */
	readonly said: string;
	/** The prompt with its placeholders; null where there is none. */
	readonly template: string | null;
	/** The same as instructions for the step: `program.with({ [step]: { instructions, demos: [] } })`. */
	readonly instructions: string | null;
	/** The mean score of the evaluation that the job was steered by, over its rows; null where it is not told. */
	readonly scoreBefore: number | null;
	readonly scoreAfter: number | null;
	/** The mean length of a prompt, in tokens. */
	readonly inputTokensBefore: number | null;
	readonly inputTokensAfter: number | null;
	/** Why there is none, in AWS's words. */
	readonly failure?: string;
}

export interface AdvancedPromptsData {
	/** The step whose instructions were optimized. */
	readonly step: string;
	readonly results: readonly OptimizedForTarget[];
	/** Lines of the result that could not be read, and models without a result. */
	readonly missing: readonly string[];
}

/** The prompts of an advanced prompt optimization job, a model each. */
export type AdvancedPrompts = AdvancedPromptsData & Displayable;

/**
 * Reads the file that a job leaves. AWS's page names few of its members and the words for a state have differed, so
 * whatever is missing is null and what is strange is skipped and said.
 */
export function readAdvancedPrompts(text: string, step: string, targets: readonly string[]): AdvancedPrompts {
	const missing: string[] = [];
	const results = text.split("\n").flatMap((line, index) => {
		if (line.trim() === "") return [];
		const record = parsed(line);
		const own = record === null ? null : listOf(record.promptOptimizationResults);
		if (own === null) missing.push(`line ${index + 1} of the result is not as expected`);
		return (own ?? []).map(readResult);
	});
	const got = new Set(results.map(({ target }) => target));
	missing.push(...targets.filter((target) => !got.has(target)).map((target) => `no result for ${target}`));
	return displayable({ step, results, missing }, advancedPromptsView);
}

type Loose = Readonly<Record<string, unknown>>;

function readResult(result: Loose): OptimizedForTarget {
	const before = objectOf(result.originalPromptMetrics);
	const after = objectOf(result.optimizedPromptMetrics);
	const template = textOf(result.optimizedPromptTemplate);
	const failure = textOf(result.failureReason) ?? textOf(result.failureMessage);
	return {
		target: textOf(result.modelId) ?? "unknown",
		said: textOf(result.status) ?? "unknown",
		template,
		instructions: template === null ? null : instructionsFrom(template),
		scoreBefore: numberOf(before.averageScore),
		scoreAfter: numberOf(after.averageScore),
		inputTokensBefore: numberOf(before.averageInputTokens),
		inputTokensAfter: numberOf(after.averageInputTokens),
		...(failure === null ? {} : { failure }),
	};
}

function parsed(line: string): Loose | null {
	try {
		const value: unknown = JSON.parse(line);
		return typeof value === "object" && value !== null ? (value as Loose) : null;
	} catch {
		return null;
	}
}

function listOf(value: unknown): Loose[] | null {
	return Array.isArray(value) ? value.map(objectOf) : null;
}

function objectOf(value: unknown): Loose {
	return typeof value === "object" && value !== null ? (value as Loose) : {};
}

function textOf(value: unknown): string | null {
	return typeof value === "string" && value.trim() !== "" ? value : null;
}

function numberOf(value: unknown): number | null {
	return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function advancedPromptsView({ step, results, missing }: AdvancedPromptsData) {
	const rows = results.map((one) => ({
		target: one.target,
		said: one.template === null ? ({ text: one.failure ?? one.said, mark: "warning" } as const) : one.said,
		before: one.scoreBefore,
		after: one.scoreAfter,
		tokens: `${formatNumber(one.inputTokensBefore, 0)} → ${formatNumber(one.inputTokensAfter, 0)}`,
	}));
	return table({
		caption: `Bedrock's prompts for the step ${step}`,
		columns: [
			{ key: "target", label: "Model" },
			{ key: "said", label: "State", format: (cell: Cell) => cell },
			{ key: "before", label: "Score before" },
			{ key: "after", label: "after" },
			{ key: "tokens", label: "Tokens a prompt", align: "right" },
		],
		rows,
		note: [
			"The scores are Bedrock's own, on the rows that the prompts were tuned to: evaluate the prompts on rows that they have not seen.",
			...missing.map((what) => `Missing: ${what}.`),
		].join(" "),
	});
}
