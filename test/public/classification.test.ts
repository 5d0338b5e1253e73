import { readFile } from "node:fs/promises";
import {
	chart,
	compare,
	dataset,
	evaluate,
	leaderboard,
	metric,
	predict,
	type Report,
	sample,
	signature,
	split,
	stats,
} from "touchstone";
import { expect, it } from "vitest";
import { z } from "zod";
import { describePublic, publicSet, quiet, rule, saved, write } from "./shared.ts";

const intent = signature({
	name: "intent",
	instructions: "What does the customer want?",
	input: { text: z.string() },
	output: { label: z.string() },
});
const intents = (name: string) =>
	dataset.csv(publicSet(`classification/${name}.csv`), { id: "id", input: ["text"], expected: ["label"] });

const words = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** Gives the label of whose words the text holds the largest share; the first in alphabetical order of equals. */
function byName(labels: Iterable<string>) {
	const known = [...new Set(labels)].sort().map((label) => ({ label, parts: words(label) }));
	return rule("by name", "text", (text) => {
		const said = new Set(words(text));
		const shares = known.map(({ parts }) => parts.filter((part) => said.has(part)).length / parts.length);
		return { label: known[shares.indexOf(Math.max(...shares))]?.label };
	});
}
const always = (label: string) => rule(`always ${label}`, "text", () => ({ label }));

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const figures = [metric.accuracy("label"), metric.f1("label")];

async function evaluated(
	data: Awaited<ReturnType<typeof intents>>,
	model: ReturnType<typeof always>,
	metrics = figures,
): Promise<Report> {
	return (await evaluate(predict(intent).using(model), data, metrics, quiet)) as unknown as Report;
}
const pairsOf = (report: Report) =>
	report.rows.map((row) => ({
		expected: (row.expected as { label: string }).label,
		output: (row.output as { label: string }).label,
	}));

describePublic("public sets of many labels", () => {
	// counted by a few lines of Python over the same files
	it.each([
		["banking77", 1540, 77, 469, 0.305493658, 0.295394737],
		["clinc150", 3100, 151, 1265, 0.400002732, 0.404220779],
	])("%s: accuracy, macro F1 and kappa of a rule", async (name, rows, labels, right, macroF1, kappa) => {
		const data = await intents(name);
		const report = await evaluated(data, byName(data.examples.map((row) => row.expected.label)));
		expect(report.rows).toHaveLength(rows);
		expect(report.summary.accuracy?.value).toBeCloseTo(right / rows, 12);
		expect(report.summary["F1 (macro)"]?.value).toBeCloseTo(macroF1, 8);
		for (const { value, low, high } of Object.values(report.summary)) {
			expect(low as number).toBeLessThan(value as number);
			expect(high as number).toBeGreaterThan(value as number);
		}

		const all = stats.classificationReport(pairsOf(report));
		expect(all.perLabel).toHaveLength(labels);
		expect(all.perLabel.reduce((sum, label) => sum + label.support, 0)).toBe(rows);
		expect(all.micro.f).toBeCloseTo(right / rows, 12); // one label a row
		expect(all.macro.f).toBeCloseTo(macroF1, 8);
		expect(all.kappa).toBeCloseTo(kappa, 8);
		expect(all.confusion.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(rows);
	});

	it("clinc150: always out-of-scope gets its 100 rows of 3,100, and no chance agreement", async () => {
		const report = await evaluated(await intents("clinc150"), always("oos"));
		expect(report.summary.accuracy?.value).toBeCloseTo(100 / 3100, 12);
		expect(report.summary["F1 (macro)"]?.value).toBeCloseTo(200 / 3200 / 151, 12);
		const all = stats.classificationReport(pairsOf(report));
		expect(all.kappa).toBeCloseTo(0, 12);
		expect(all.perLabel.find(({ label }) => label === "oos")).toMatchObject({ support: 100, recall: 1 });
	});

	it("compares and ranks on a whole-set figure of 77 labels", async () => {
		const stratify = (row: { expected: { label: string } }) => row.expected.label;
		const data = sample(await intents("banking77"), 385, { seed: 1, stratify }); // five a label
		const metrics = [metric.f1("label")];
		const rows = data.examples.map((row) => row.expected.label);
		const named = await evaluated(data, byName(rows), metrics);
		const constant = await evaluated(data, always("card_arrival"), metrics);
		expect(constant.summary["F1 (macro)"]?.value).toBeCloseTo(10 / 390 / 77, 12);
		const [found] = compare(constant, named).metrics;
		expect(found).toMatchObject({ verdict: "better", rows: 385 });
		expect(found?.low).toBeGreaterThan(0.2);
		expect(leaderboard([constant, named]).standings.map(({ name }) => name)).toEqual([
			"by name",
			"always card_arrival",
		]);
	});

	it("draws a confusion matrix that fits a page, of 151 labels too", async () => {
		const data = await intents("clinc150");
		const rows = data.examples.map((row) => row.expected.label);
		const report = await evaluated(data, byName(rows), [metric.accuracy("label")]);
		const shown = await chart.confusion(report, "label");
		expect(shown.html).toContain("the 19 labels of 151 with the most mistakes: 1265 of 3100 right.");
		expect(shown.text.split("\n").length).toBeLessThan(40);
		expect(shown.html.length).toBeLessThan(1_000_000);
	});

	it("keeps every class in every part of a split", async () => {
		for (const [name, labels] of [
			["banking77", 77],
			["clinc150", 151],
		] as const) {
			const shares = { train: 0.7, validate: 0.2, test: 0.1 };
			const parts = split(await intents(name), shares, { seed: 5, stratify: (row) => row.expected.label });
			for (const [part, share] of Object.entries(shares)) {
				const rows = parts[part as keyof typeof shares];
				const counts = new Map<string, number>();
				for (const { expected } of rows) counts.set(expected.label, (counts.get(expected.label) ?? 0) + 1);
				expect(counts.size).toBe(labels);
				expect(rows.notes).toEqual([]);
				counts.delete("oos"); // of 100 rows; the others have 20 each
				expect([...new Set(counts.values())]).toEqual([Math.round(share * 20)]);
			}
		}
	});

	it("says which classes a part lacks where 84 of 126 have one row", async () => {
		const data = await dataset.csv(publicSet("classification/wands_query_class.csv"), {
			id: "query_id",
			input: ["query"],
			expected: ["product_class"],
		});
		const stratify = (row: (typeof data.examples)[number]) => row.expected.product_class;
		const { train, test } = split(data, { train: 0.5, test: 0.5 }, { seed: 1, stratify });
		expect(Math.abs(train.length - test.length)).toBeLessThanOrEqual(1);
		const classes = (part: typeof train) => new Set(part.examples.map(stratify));
		expect(new Set([...classes(train), ...classes(test)]).size).toBe(126);
		expect(classes(train).size + classes(test).size).toBe(126 + 42); // the 42 others are in both
		for (const part of [train, test]) {
			const lacking = 126 - classes(part).size;
			expect(part.notes).toEqual([
				expect.stringMatching(
					`^Holds no row of ${lacking} of the 126 strata, ${lacking} of which have a single row in all: `,
				),
			]);
			expect(part.view().text).toContain(`Holds no row of ${lacking} of the 126 strata`);
		}
	});

	it("says which row of a file is ragged", async () => {
		const lines = (await readFile(publicSet("classification/banking77.csv"), "utf8")).split("\n");
		const broken = (number: number, change: (line: string) => string) =>
			write("ragged.csv", lines.map((line, n) => (n === number ? change(line) : line)).join("\n"));
		const reading = async (path: string) => dataset.csv(path, { id: "id", input: ["text"], expected: ["label"] });
		const sentence = /^ragged, row 700: expected 3 cells \(id, text, label\), found \d/;
		const shorter = await broken(700, (line) => line.slice(0, line.lastIndexOf(",")));
		await expect(reading(shorter)).rejects.toThrow(sentence);
		const longer = await broken(700, (line) => `${line},`);
		await expect(reading(longer)).rejects.toThrow(sentence);
		const open = await broken(1540, (line) => line.replace(",", ',"'));
		await expect(reading(open)).rejects.toThrow("ragged, row 1540: expected a closing quote");
	});
});

describePublic("public sets of relevance labels", () => {
	const relevance = signature({
		name: "relevance",
		instructions: "How well does the brand serve the query?",
		input: { query: z.string(), brand: z.string() },
		output: { label: z.enum(["Exact", "Substitute", "Complement", "Irrelevant"]) },
	});

	it("esci_query_brand: the majority answer scores its share, and a macro F1 that says how little that is", async () => {
		const columns = { input: relevance.input, expected: relevance.output };
		const data = await dataset.csv(publicSet("classification/esci_query_brand.csv"), columns);
		const model = rule("always Exact", "query", () => ({ label: "Exact" }));
		const metrics = [
			metric.accuracy("label"),
			metric.f1("label"),
			metric.balancedAccuracy("label"),
			metric.matthews("label"),
		];
		const { summary, rows } = await evaluate(predict(relevance).using(model), data, metrics, quiet);
		expect(rows).toHaveLength(1388);
		const share = 997 / 1388;
		expect(summary.accuracy?.value).toBeCloseTo(share, 12);
		expect(Math.abs((summary.accuracy?.value as number) - 0.734)).toBeLessThan(0.02); // stated, on the other 1,235 rows
		expect(summary["F1 (macro)"]?.value).toBeCloseTo((2 * share) / (1 + share) / 4, 12);
		expect(summary["balanced accuracy"]?.value).toBeCloseTo(1 / 4, 12);
		expect(summary["Matthews correlation"]?.value).toBe(0);
		// Wilson's interval of 997 in 1388 by hand: centre ± half width, z = 1.96
		expect(summary.accuracy?.low).toBeCloseTo(0.6940576, 6);
		expect(summary.accuracy?.high).toBeCloseTo(0.7413368, 6);
	});

	it("esci_judgments: ranking figures of the file's own order, query by query", async () => {
		const data = await dataset.csv(publicSet("classification/esci_judgments.csv"), {
			input: ["query", "product_id"],
			expected: { gain: z.coerce.number() },
		});
		expect(data.length).toBe(3362);
		const gains = new Map<string, number[]>();
		for (const { input, expected } of data) gains.set(input.query, [...(gains.get(input.query) ?? []), expected.gain]);
		const scores = (k: number) =>
			[...gains.values()].map((list) => {
				const places = list.map((_, place) => -place);
				return stats.ndcg(list, places, k) as number;
			});
		expect(gains.size).toBe(75);
		// by a few lines of Python: linear gain, log2 discount
		expect(average(scores(10))).toBeCloseTo(0.552289372799491, 9);
		expect(average(scores(Number.POSITIVE_INFINITY))).toBeCloseTo(0.7931806867520228, 9);
	});
});

describePublic("the public set of nested JSON labels", () => {
	const triage = signature({
		name: "triage",
		instructions: "Sort the e-mail.",
		input: { input: z.string() },
		output: {
			answer: z.object({
				categories: z.record(z.string(), z.boolean()),
				sentiment: z.enum(["positive", "neutral", "negative"]),
				urgency: z.enum(["low", "medium", "high"]),
			}),
		},
	});
	type Answer = { categories: Record<string, boolean>; sentiment: string; urgency: string };
	const read = async () => {
		const rows = await dataset.jsonl(publicSet("classification/facility_support.jsonl"), {
			id: "id",
			input: { input: z.string() },
			expected: { answer: z.string() },
		});
		const parsed = rows.examples.map(({ id, input, expected }) => ({
			id,
			...input,
			answer: JSON.parse(expected.answer) as Answer,
		}));
		return dataset(parsed, { name: rows.name, id: "id", input: ["input"], expected: ["answer"] });
	};
	const nothing = { ...emptyCategories(), sentiment: "neutral", urgency: "low" };
	const metrics = [
		metric.jsonDifference("answer"),
		metric.exact("answer"),
		metric.accuracy({
			output: (c: { output: { answer: Answer } }) => c.output.answer.urgency,
			expected: (c: { expected: { answer: Answer } }) => c.expected.answer.urgency,
		}),
	];

	it("scores the commonest value of each leaf as Levenshtein's distance has it by hand", async () => {
		const model = rule("commonest", "input", () => ({ answer: nothing }));
		const report = await evaluate(predict(triage).using(model), await read(), metrics, quiet);
		expect(report.rows.filter((row) => row.error !== undefined)).toEqual([]);
		// mean over the three members: share of equal flags, and 1 - distance / longer length of the two words
		expect(report.summary["JSON difference"]?.value).toBeCloseTo(0.61925, 9);
		expect(report.summary.exact?.value).toBe(0);
		expect(report.summary.accuracy?.value).toBe(0.42); // 42 of 100 are of low urgency
	});

	it("scores the right answer 1, and keeps it through a saved report", async () => {
		const data = await read();
		const known = new Map(data.examples.map(({ input, expected }) => [input.input.trim(), expected.answer]));
		const oracle = rule("oracle", "input", (text) => ({ answer: known.get(text.trim()) }));
		const report = await evaluate(predict(triage).using(oracle), data, metrics, quiet);
		expect(report.summary["JSON difference"]?.value).toBe(1);
		expect(report.summary.exact?.value).toBe(1);
		const csv = await dataset.csv(await saved(report, "report.csv"), {
			id: "id",
			input: ["input_input"],
			expected: ["expected_answer"],
		});
		csv.examples.forEach(({ input, expected }, n) => {
			expect(input.input_input).toBe(data.examples[n]?.input.input);
			expect(JSON.parse(expected.expected_answer)).toEqual(data.examples[n]?.expected.answer);
		});
	});

	function emptyCategories() {
		const names = [
			"routine_maintenance_requests",
			"customer_feedback_and_complaints",
			"training_and_support_requests",
			"quality_and_safety_concerns",
			"sustainability_and_environmental_practices",
			"cleaning_services_scheduling",
			"specialized_cleaning_services",
			"emergency_repair_services",
			"facility_management_issues",
			"general_inquiries",
		];
		return { categories: Object.fromEntries(names.map((name) => [name, false])) };
	}
});
