import { expect, test } from "vitest";
import {
	chainOfThoughtFaithfulness,
	chainOfThoughtHelpfulness,
	chainOfThoughtInstructionFollowing,
} from "../../../src/judge/metrics/chain-of-thought.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf } from "./scripted-judge.ts";

const c = caseOf(
	{ question: "How tall?", instructions: "Answer in metres." },
	{},
	{ answer: "324 m", steps: "Step 1: looked it up" },
);
const judge = (score: string) => judgeOf({ thinking: ["Straight."], score: [score] });

test("1 to 5 as 0 to 1; the three have names and rubrics of their own", async () => {
	const makes = [chainOfThoughtHelpfulness, chainOfThoughtFaithfulness, chainOfThoughtInstructionFollowing];
	const seen: string[] = [];
	for (const make of makes) {
		const model = judge("4");
		const metric = make({ model });
		expect(await metric.score(c, context())).toMatchObject({ value: 0.75, raw: 4, reason: "Straight." });
		seen.push(`${metric.name}|${model.requests[0]?.system}`);
	}
	expect(new Set(seen).size).toBe(3);
	expect((await chainOfThoughtHelpfulness({ model: judge("1") }).score(c, context())).value).toBe(0);
});

test("shows instructions, question, steps and answer; from the trace where the output has no steps", async () => {
	const model = judge("5");
	const metric = chainOfThoughtInstructionFollowing({ model });
	await metric.score(c, context());
	expect(JSON.stringify(model.requests[0]?.messages)).toContain(
		"<instructions>Answer in metres.</instructions>\\n<question>How tall?</question>\\n<steps>Step 1: looked it up</steps>\\n<answer>324 m</answer>",
	);
	const call = {
		name: "t",
		kind: "tool" as const,
		startMs: 0,
		endMs: 1,
		children: [],
		attributes: { name: "look", input: {} },
	};
	const bare = { ...c, input: { question: "How tall?" } as never, output: { answer: "324 m" } as never };
	await metric.score({ ...bare, trace: { ...c.trace, children: [call] } }, context());
	expect(JSON.stringify(model.requests[1]?.messages)).toContain("<instructions>none</instructions>");
	expect(JSON.stringify(model.requests[1]?.messages)).toContain("Step 1: look({}) gave: nothing");
});

test("no step does not apply; junk is a typed error", async () => {
	const metric = chainOfThoughtHelpfulness({ model: scripted(() => "9 of 10") });
	const stepless = { ...c, output: { answer: "324 m" } as never };
	expect((await metric.score(stepless, context())).reason).toBe("does not apply: there is no step");
	expect(await metric.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
