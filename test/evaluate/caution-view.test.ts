import { expect, test } from "vitest";
import { textSchema } from "../../src/core/text-schema.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { cautionViews } from "../../src/evaluate/caution-view.ts";
import { compare } from "../../src/evaluate/compare.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { leaderboard } from "../../src/evaluate/leaderboard.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

const program = predict(
	signature({ name: "say", instructions: "Say.", input: { n: textSchema() }, output: { said: textSchema() } }),
);
const data = datasetOf([{ n: "1" }, { n: "2" }], { input: ["n"], expected: [] as const });
const graded: Metric<unknown, unknown, { said: string }> = {
	name: "tone",
	direction: "higher",
	range: [0, 1],
	score: ({ output }) => ({ value: output.said.length > 3 ? 1 : 0.5 }),
};
const sentence = "kappa reaches down to 0.2 <here>";
const cautioned = { ...graded, caution: sentence };

const run = (metric: typeof graded, said: string) =>
	evaluate(program.using(scripted(() => JSON.stringify({ said }), { identity: said })), data, [metric], {
		cache: false,
		progress: false,
		name: said,
	});

test("a metric's caution stands in bold under the report, the comparison and the ranking that rest on it", async () => {
	const [a, b] = [await run(cautioned, "yes"), await run(cautioned, "indeed")];
	for (const { text, html } of [a.view(), compare(a, b).view(), leaderboard([a, b]).view()]) {
		expect(text.split("\n").filter((line) => line.startsWith("CAUTION"))).toEqual([`CAUTION, tone: ${sentence}`]);
		expect(html).toContain("<strong>Caution, tone: kappa reaches down to 0.2 &lt;here&gt;</strong>");
	}
});

test("one of two reports with a caution is enough", async () => {
	const [a, b] = [await run(graded, "yes"), await run(cautioned, "indeed")];
	for (const view of [compare(a, b).view(), compare(b, a).view(), leaderboard([a, b]).view()]) {
		expect(view.text).toContain(`CAUTION, tone: ${sentence}`);
	}
});

test("a metric without one leaves the tables as they were", async () => {
	const [a, b] = [await run(graded, "yes"), await run(graded, "indeed")];
	for (const { html } of [a.view(), compare(a, b).view(), leaderboard([a, b]).view()]) {
		expect(html).not.toMatch(/caution/i);
	}
	expect(a.summary.tone).not.toHaveProperty("caution");
});

test("no metric, no caution; the same one twice is said once", () => {
	expect(cautionViews([])).toEqual([]);
	const one = { name: "tone", caution: sentence };
	expect(cautionViews([one, one])).toHaveLength(1);
});
