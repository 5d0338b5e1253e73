import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { summaryRubric } from "../../src/judge/rubric.ts";
import { scripted } from "../../src/model/scripted.ts";
import { testContext } from "../model/context.ts";
import { textOfRequest } from "../optimize/support.ts";

test("the summary rubric names its four dimensions and both ends of its scale, and reaches the judge whole", async () => {
	const { instructions, scale } = summaryRubric;
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
