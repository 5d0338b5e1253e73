import { type Dataset, dataset, metric, type Program, predict, signature } from "touchstone";
import { z } from "zod";

/** Something to evaluate: a program, rows to run it on, metrics to score it by. */
export interface Task {
	readonly name: string;
	readonly program: Program<never, unknown>;
	readonly test: Dataset<unknown, unknown>;
	readonly metrics: readonly ReturnType<typeof metric.exact>[];
	/** The field whose confusion matrix is worth a picture; absent for free text. */
	readonly label?: string;
}

const relevance = signature({
	name: "relevance",
	instructions:
		"Judge how well a product listing serves a shopping query. positive: it is the thing asked for and meets every wish of the query. moderate: the right kind of thing that misses a wish, or an accessory to it. negative: something else, or something the query rules out.",
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["positive", "moderate", "negative"]) },
});

const summary = signature({
	name: "summary",
	instructions: "Sum up the news article in one sentence of at most 30 words: who did what, and what follows.",
	input: { article: z.string() },
	output: { summary: z.string() },
});

const support = signature({
	name: "support",
	instructions:
		"Answer the customer's question from the context alone, in one or two sentences. If the context does not hold the answer, say that the handbook does not say.",
	input: { question: z.string(), context: z.string() },
	output: { answer: z.string() },
});

/** The shipped tasks by name. */
export const tasks: Readonly<Record<string, () => Promise<Task>>> = {
	async "product-relevance"() {
		const { test } = await dataset.load("product-relevance");
		return erase({
			name: "product-relevance",
			program: predict(relevance),
			test,
			metrics: [metric.accuracy("label"), metric.f1("label", { average: "macro" })],
			label: "label",
		});
	},
	async "news-summaries"() {
		const { test } = await dataset.load("news-summaries");
		const metrics = [metric.rouge("summary", { variant: "rougeL" }), metric.tokenF1("summary")];
		return erase({ name: "news-summaries", program: predict(summary, { maxTokens: 120 }), test, metrics });
	},
	async "support-qa"() {
		const { test } = await dataset.load("support-qa");
		const metrics = [metric.tokenF1("answer"), metric.rouge("answer", { variant: "rougeL" })];
		return erase({ name: "support-qa", program: predict(support, { maxTokens: 120 }), test, metrics });
	},
};

// Which task it is becomes known at run time only; `evaluate` checked the types where each task was written.
function erase(task: unknown): Task {
	return task as Task;
}

const mostLabels = 20;

/**
 * A person's own rows as a task: a column with few, repeated values is a label to choose, any other a text to write.
 */
export async function ownTask(
	path: string,
	input: readonly string[],
	expected: string,
	instructions: string | undefined,
): Promise<Task> {
	const test = await dataset.csv(path, { input, expected: [expected] });
	const values = test.examples.map((example) => (example.expected as Record<string, string>)[expected] ?? "");
	const labels = [...new Set(values)].sort();
	const isLabel = labels.length >= 2 && labels.length <= mostLabels && labels.length <= values.length / 2;
	const words = instructions ?? `Read ${list(input)} and ${isLabel ? "choose" : "write"} the ${expected}.`;
	const program = predict(
		signature({
			name: "task",
			instructions: words,
			input: Object.fromEntries(input.map((column) => [column, z.string()])),
			output: { [expected]: isLabel ? z.enum(labels) : z.string() },
		}),
		isLabel ? {} : { maxTokens: 160 },
	);
	return erase({
		name: test.name,
		program,
		test,
		metrics: isLabel
			? [metric.accuracy(expected), metric.f1(expected, { average: "macro" })]
			: [metric.tokenF1(expected), metric.rouge(expected, { variant: "rougeL" })],
		...(isLabel ? { label: expected } : {}),
	});
}

function list(words: readonly string[]): string {
	return words.length === 1 ? `the ${words[0]}` : `the ${words.slice(0, -1).join(", the ")} and the ${words.at(-1)}`;
}
