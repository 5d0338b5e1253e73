import { expect, test } from "vitest";
import { agentGoalAccuracy } from "../../../src/judge/metrics/agent-goal-accuracy.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf } from "./scripted-judge.ts";

const call = { name: "book", kind: "tool" as const, startMs: 0, endMs: 1, children: [] };
const said = caseOf({ question: "Book for two." }, { reference: "A table for two at eight." }, { answer: "Done." });
const c = {
	...said,
	trace: { ...said.trace, children: [{ ...call, attributes: { name: "book", input: { seats: 2 }, output: "ok" } }] },
};
const judge = (verdict: string) =>
	judgeOf({ goal: ["a table"], outcome: ["a booking"], thinking: ["Same."], verdict: [verdict] });

test("with a reference, the outcome is compared with it; the tool calls are shown", async () => {
	const model = judge("yes");
	const metric = agentGoalAccuracy({ goal: "given", model });
	expect(metric.name).toBe("agent goal accuracy, goal given by reference");
	expect(await metric.score(c, context())).toMatchObject({
		value: 1,
		raw: { wanted: "A table for two at eight.", outcome: "a booking" },
		reason: "Same.",
	});
	const [first, second] = model.requests.map(({ messages }) => JSON.stringify(messages));
	expect(first).toContain(
		'User: Book for two.\\nStep 1: book({\\\\\\"seats\\\\\\":2}) gave: ok\\nAssistant: Done.'.replaceAll("\\\\", ""),
	);
	expect(second).toContain("A table for two at eight.");
});

test("without, with the goal that the judge read; the name says so", async () => {
	const metric = agentGoalAccuracy({ goal: "inferred", model: judge("no") });
	expect(metric.name).toBe("agent goal accuracy, goal inferred by the judge");
	expect(await metric.score(c, context())).toMatchObject({ value: 0, raw: { wanted: "a table" } });
});

test("no reference does not apply; junk is a typed error", async () => {
	const silent = judge("yes");
	const none = await agentGoalAccuracy({ goal: "given", model: silent }).score(
		{ ...c, expected: {} as never },
		context(),
	);
	expect([none.reason, silent.calls]).toEqual(["does not apply: there is no reference", 0]);
	const junk = agentGoalAccuracy({ goal: "given", model: scripted(() => "9 of 10") });
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
