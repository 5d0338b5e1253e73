import { type Dataset, dataset, metric, type Program, predict, signature, split } from "touchstone";
import { z } from "zod";

/** Something to evaluate: a program, rows to run it on, metrics to score it by. */
export interface Task {
	readonly name: string;
	readonly program: Program<never, unknown>;
	/** What a migration begins with, where it is not `program`. */
	readonly untuned?: Program<never, unknown>;
	/** To learn from and to choose by, for the migration. */
	readonly train: Dataset<unknown, unknown>;
	readonly validate: Dataset<unknown, unknown>;
	readonly test: Dataset<unknown, unknown>;
	readonly metrics: readonly ReturnType<typeof metric.exact>[];
	/** The field whose confusion matrix is worth a picture; absent for free text. */
	readonly label?: string;
}

// Tuned by hand for the 1.5B model on train and validate rows; the examples are train rows, shortened.
const relevance = signature({
	name: "relevance",
	instructions: `Judge whether a product serves a shopper's query. Ask in this order:
1. Is the product another kind of thing, though words agree? Then negative.
2. Does the product have what the query forbids (without, no, not, free)? Then negative.
3. Is it made for another device, size, person or animal than the query names? Then negative.
4. Is it only an accessory or a substitute, or is any wish missed (colour, size, material, number)? Then moderate.
5. Otherwise positive, in whatever words.

Examples:
query "flashlight 1000 lumen", product "Pocket torch, 1000 lm on turbo, waterproof": a torch is a flashlight, so positive.
query "flashlight 1000 lumen", product "Flashlight Detectives, card game with 1000 clues": a game is not a flashlight, so negative.
query "stuffed elephant grey", product "Cuddly jumbo in candy pink, 30 cm": an elephant, but not grey, so moderate.
query "gift wrap without glitter", product "Christmas paper strewn with gold glitter": it has the glitter that the query forbids, so negative.
query "olive oil 5 litre tin", product "Cold-pressed extra virgin, can of five litres": five litres of olive oil in a tin, so positive.
query "microphone usb for podcast", product "Foam windscreen for USB podcast microphones": an accessory of a microphone, so moderate.
query "charger for Brenn 18V battery", product "Charger for Brenn 12V pod batteries": made for another battery, so negative.
query "metronome not digital", product "Wind-up pyramid tempo keeper, swinging pendulum": a wind-up metronome is not digital, so positive.
query "mens waterproof jacket", product "Waterproof jacket for dogs, fleece lined": made for dogs, so negative.
query "soccer ball size 5", product "Hand-stitched football, size three": a ball, but not size 5, so moderate.
query "first aid kit travel", product "Ceramic plant pot with saucer": a pot is not a first aid kit, so negative.
query "lens for Norvik Z", product "Norvik A lens, will not attach to Z bodies": made for another camera, so negative.
query "50mm lens for Norvik Z", product "Norvik Z camera body, sold without lens": a camera is not a lens, so negative.
query "stuffed elephant grey", product "Plush jumbo with trunk, ash-coloured, 40 cm": a grey elephant, so positive.
query "dining chairs without arms", product "Four oak seats with upholstered arms": it has the arms that the query forbids, so negative.`,
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["positive", "moderate", "negative"]) },
});

// What the task is in plain words. A migration begins here: the optimizer finds examples by itself, and what each of its trials
// reads is a quarter as long, which is what keeps it under ten minutes.
const plainRelevance =
	"Judge whether a product serves a shopper's query. First ask: is the product the kind of thing the query asks for? If not, the label is negative. If it is, check every wish in the query (colour, size, material, number, brand): all met is positive, one missed is moderate.";

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
		const { train, validate, test } = await dataset.load("product-relevance");
		return erase({
			name: "product-relevance",
			program: predict(relevance),
			untuned: predict(relevance).with({ relevance: { instructions: plainRelevance, demos: [] } }),
			train,
			validate,
			test,
			metrics: [metric.accuracy("label"), metric.f1("label", { average: "macro" })],
			label: "label",
		});
	},
	async "news-summaries"() {
		const parts = await dataset.load("news-summaries");
		const metrics = [metric.rouge("summary", { variant: "rougeL" }), metric.tokenF1("summary")];
		return erase({ name: "news-summaries", program: predict(summary, { maxTokens: 120 }), ...parts, metrics });
	},
	async "support-qa"() {
		const parts = await dataset.load("support-qa");
		const metrics = [metric.tokenF1("answer"), metric.rouge("answer", { variant: "rougeL" })];
		return erase({ name: "support-qa", program: predict(support, { maxTokens: 120 }), ...parts, metrics });
	},
};

// Which task it is becomes known at run time only; `evaluate` checked the types where each task was written.
function erase(task: unknown): Task {
	return task as Task;
}

const mostLabels = 20;

/**
 * A person's own rows as a task: a column with few, repeated values is a label to choose, any other a text to write.
 *
 * Field names are plain words, so a column "Product Name" becomes the field `Product_Name`.
 */
export async function ownTask(
	path: string,
	input: readonly string[],
	expected: string,
	instructions: string | undefined,
	wanted: "rows" | "parts" = "rows",
): Promise<Task> {
	const read = await dataset.csv(path, { input, expected: [expected] });
	const fields = new Map(plainWords([...input, expected]));
	const field = (column: string) => fields.get(column) ?? column;
	const renamed = (cells: Readonly<Record<string, string>>) =>
		Object.fromEntries(Object.entries(cells).map(([column, cell]) => [field(column), cell]));
	const rows = dataset(
		read.examples.map((example) => ({ ...renamed(example.input), ...renamed(example.expected) })),
		{ name: read.name, input: input.map(field), expected: [field(expected)] },
	);
	// an evaluation takes its rows from all of them; a migration needs rows to learn from and to choose by
	const parts = wanted === "parts" ? split(rows, { train: 0.25, validate: 0.25, test: 0.5 }, { seed: 1 }) : undefined;
	const values = read.examples.map((example) => example.expected[expected] ?? "");
	const labels = [...new Set(values)].sort();
	const isLabel = labels.length >= 2 && labels.length <= mostLabels && labels.length <= values.length / 2;
	const words = instructions ?? `Read ${list(input)} and ${isLabel ? "choose" : "write"} the ${expected}.`;
	const program = predict(
		signature({
			name: "task",
			instructions: words,
			input: Object.fromEntries(input.map((column) => [field(column), z.string()])),
			output: { [field(expected)]: isLabel ? z.enum(labels) : z.string() },
		}),
		isLabel ? {} : { maxTokens: 160 },
	);
	return erase({
		name: rows.name,
		program,
		train: parts?.train ?? rows,
		validate: parts?.validate ?? rows,
		test: parts?.test ?? rows,
		metrics: isLabel
			? [metric.accuracy(field(expected)), metric.f1(field(expected), { average: "macro" })]
			: [metric.tokenF1(field(expected)), metric.rouge(field(expected), { variant: "rougeL" })],
		...(isLabel ? { label: field(expected) } : {}),
	});
}

/** Each column with a name that a field may have; two columns never share one. */
function plainWords(columns: readonly string[]): [column: string, field: string][] {
	const taken = new Set(columns.filter((column) => /^[A-Za-z][A-Za-z0-9_-]*$/.test(column)));
	return columns.map((column) => {
		if (taken.has(column)) return [column, column];
		const word = column.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^[^A-Za-z]+|_+$/g, "") || "column";
		let field = word;
		for (let n = 2; taken.has(field); n++) field = `${word}_${n}`;
		taken.add(field);
		return [column, field];
	});
}

function list(words: readonly string[]): string {
	return words.length === 1 ? `the ${words[0]}` : `the ${words.slice(0, -1).join(", the ")} and the ${words.at(-1)}`;
}
