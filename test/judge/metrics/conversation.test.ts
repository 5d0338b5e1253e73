import { expect, test } from "vitest";
import { conversationOf } from "../../../src/judge/metrics/conversation.ts";
import { readsOf } from "../../../src/judge/metrics/reads.ts";
import { caseOf } from "./scripted-judge.ts";

test("question, steps, answer; without steps the two alone", () => {
	const c = caseOf({ question: "Hi?" }, {}, { answer: "Hello." });
	expect(conversationOf(readsOf("test"), c)).toBe("User: Hi?\nAssistant: Hello.");
	const call = {
		name: "look",
		kind: "tool" as const,
		startMs: 0,
		endMs: 1,
		attributes: { input: 1, output: 2 },
		children: [],
	};
	const traced = { ...c, trace: { ...c.trace, children: [call] } };
	expect(conversationOf(readsOf("test"), traced)).toBe("User: Hi?\nStep 1: look(1) gave: 2\nAssistant: Hello.");
});
