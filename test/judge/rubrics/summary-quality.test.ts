import { expect, test } from "vitest";
import { judge } from "../../../src/judge/judge.ts";
import { summaryRubric } from "../../../src/judge/rubrics/summary-quality.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { testContext } from "../../model/context.ts";
import { textOfRequest } from "../../optimize/support.ts";

test("the summary rubric names its four dimensions and both ends of its scale, and reaches the judge whole", async () => {
	const { instructions } = summaryRubric;
	const scale = { low: 1, high: 5 };
	expect(summaryRubric.scale).toEqual(scale);
	for (const dimension of ["Consistency", "Relevance", "Fluency", "Coherence"])
		expect(instructions).toContain(`${dimension}:`);
	for (const end of [scale.low, scale.high]) expect(instructions).toMatch(new RegExp(`\\b${end}:`));
	const model = scripted(["<thinking>Fine.</thinking><score>4</score>"], { id: "judge" });
	const metric = judge<unknown, unknown, { summary: string }>({
		rubric: summaryRubric,
		shows: { summary: ({ output }) => output.summary },
		model,
	});
	const score = await metric.score(
		{ input: {}, expected: {}, output: { summary: "Short." }, trace: {} as never },
		testContext(),
	);
	expect([score.value, metric.range]).toEqual([4 / 5, [1 / 5, 1]]); // a share of the best score
	for (const line of instructions.split("\n")) expect(textOfRequest(model.requests[0] as never)).toContain(line);
});

const system = `Compare a summary with its document and rate how well it captures the key points, from 1 to 5.
Consistency: it stays true to the document and adds nothing.
Relevance: it holds the essential facts and leaves trivial ones out.
Fluency: it reads well and is grammatical.
Coherence: its facts follow from one another in order.
5: the best summary, fully true to the document. 1: the worst, it has nothing to do with the document.
Explain the score in one short sentence first.

Answer with these sections and nothing else:
<thinking>…</thinking>
<score>…</score>
What goes into them:
- thinking: text. Why, in one short sentence
- score: a whole number from 1 to 5`;

const turn = (role: string, text: string) => ({ role, content: [{ type: "text", text }] });
const question = turn("user", "<document>\nRain fell.\nIt was wet.\n</document>\n<summary>Wet.</summary>");
const decoding = { temperature: 0, maxTokens: 160 };

test("what it asks stays the same to the byte, since tapes of notebooks hold its answers", async () => {
	const model = scripted(["no", "<thinking>Fine.</thinking><score>4</score>"], { id: "judge" });
	const metric = judge<unknown, { document: string }, { summary: string }>({
		rubric: summaryRubric,
		shows: { document: ({ expected }) => expected.document, summary: ({ output }) => output.summary },
		model,
	});
	const c = { input: {}, expected: { document: "Rain fell.\nIt was wet." }, output: { summary: "Wet." } };
	await metric.score({ ...c, trace: {} as never }, testContext());
	const repair = [
		turn("assistant", "no"),
		turn(
			"user",
			`That answer does not fit:
- thinking: expected a <thinking> section, found "no"
Answer again with these sections and nothing else:
<thinking>…</thinking>
<score>…</score>
What goes into them:
- thinking: text. Why, in one short sentence
- score: a whole number from 1 to 5`,
		),
	];
	expect(model.requests).toEqual([
		{ system, messages: [question], ...decoding },
		{ system, messages: [question, ...repair], ...decoding },
	]);
	expect(metric.program.structure).toMatchObject({ signature: "666da6b132f2dc82", adapter: "tagged" }); // and reports its hash
});
