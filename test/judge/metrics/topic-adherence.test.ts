import { expect, test } from "vitest";
import { topicAdherence } from "../../../src/judge/metrics/topic-adherence.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf, listOf, verdictsBy } from "./scripted-judge.ts";

const c = caseOf({ question: "Hours, and the weather?" }, {}, { answer: "At nine." });
/** [answered, allowed] for each topic. */
const judge = (topics: readonly (readonly [answered: number, allowed: number])[]) =>
	judgeOf({
		topics: [listOf(topics.length, "Topic")],
		verdicts: (prompt) =>
			verdictsBy(topics.map(([answered, allowed]) => (prompt.includes("<allowed>") ? allowed : answered)))(prompt),
	});
type Mode = "precision" | "recall" | "f1";
const score = (topics: Parameters<typeof judge>[0], mode: Mode = "f1") =>
	topicAdherence({ topics: ["the shop"], mode, model: judge(topics) }).score(c, context());

// tp 2, fp 1, fn 1: precision 2/3, recall 2/3 by definition
const mixed = [
	[1, 1],
	[1, 1],
	[1, 0],
	[0, 1],
	[0, 0],
] as const;

test("precision, recall and F1 over topics", async () => {
	expect((await score(mixed, "precision")).value).toBeCloseTo(2 / 3, 12);
	expect((await score(mixed, "recall")).value).toBeCloseTo(2 / 3, 12);
	expect((await score(mixed)).value).toBeCloseTo(2 / 3, 12);
	expect((await score([...mixed, [1, 0]], "precision")).value).toBe(0.5);
	expect((await score(mixed)).reason).toBe(
		"answered though not allowed: Topic number 3.. Refused though allowed: Topic number 4.",
	);
});

test("a judge that skips a topic is asked again: the counts always fit", async () => {
	const said = ["1. => yes", "2. => yes", "1. => yes\n2. => yes"];
	const model = judgeOf({ topics: [listOf(2)], verdicts: said });
	expect((await topicAdherence({ topics: ["the shop"], model }).score(c, context())).value).toBe(1);
});

test("all that is foreign refused: F1 1, the others do not apply; so does a talk without topic", async () => {
	expect((await score([[0, 0]])).value).toBe(1);
	expect((await score([[0, 0]], "precision")).reason).toBe("does not apply: nothing was answered");
	expect((await score([[0, 0]], "recall")).reason).toBe("does not apply: no allowed topic came up");
	expect((await score([])).reason).toBe("does not apply: no topic came up");
	expect(() => topicAdherence({ topics: [] })).toThrow("at least one allowed topic");
});

test("a conversation of one's own; junk is a typed error", async () => {
	const model = judge(mixed);
	await topicAdherence({ topics: ["the shop"], model, conversation: () => "User: all of it" }).score(c, context());
	expect(JSON.stringify(model.requests[0]?.messages)).toContain("User: all of it");
	const junk = topicAdherence({ topics: ["the shop"], model: scripted(() => "9 of 10") });
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
