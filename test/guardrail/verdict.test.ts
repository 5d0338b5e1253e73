import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { assessment, findingsOf } from "../../src/guardrail/assessment.ts";
import { showVerdict, verdict } from "../../src/guardrail/verdict.ts";

const email = { kind: "email", match: "ada@example.org", action: "masked", detected: true } as const;
const insult = { kind: "insults", confidence: "high", action: "blocked", detected: true } as const;

describe("what comes of a text", () => {
	const outcome = (...assessments: Parameters<typeof assessment>[0][]) =>
		verdict({ source: "input", assessments: assessments.map(assessment), latencyMs: 1 }).outcome;

	test("it passes without a finding, without an assessment, and with findings that are let through", () => {
		expect(outcome()).toBe("passed");
		expect(outcome({ by: "ours" })).toBe("passed");
		expect(outcome({ by: "ours", content: [{ ...insult, action: "none" }] })).toBe("passed");
	});

	test("it is masked where nothing else was done, and one finding that blocks blocks it, whoever made it", () => {
		expect(outcome({ by: "ours", sensitive: [email] })).toBe("masked");
		expect(outcome({ by: "ours", sensitive: [email], content: [insult] })).toBe("blocked");
		expect(outcome({ by: "ours", sensitive: [email] }, { by: "theirs", content: [insult] })).toBe("blocked");
	});

	test("an intervention that tells no finding blocks; none by word of the guardrail passes", () => {
		const untold = verdict({ source: "output", assessments: [], action: "intervened", latencyMs: 1 });
		expect(untold.outcome).toBe("blocked");
		const overruled = verdict({
			source: "output",
			assessments: [assessment({ by: "ours", content: [insult] })],
			action: "none",
			latencyMs: 1,
		});
		expect(overruled.outcome).toBe("passed");
	});
});

describe("a verdict's look", () => {
	const full = verdict({
		source: "output",
		reason: "Guardrail blocked.",
		outputs: ["I cannot say <that>."],
		assessments: [
			assessment({
				by: "gr1",
				topics: [{ name: "investment", action: "blocked", detected: true }],
				content: [
					{ kind: "hate", confidence: "low", action: "none", detected: true },
					{ kind: "jailbreak", score: 0.6, threshold: 0.4, action: "blocked", detected: true },
				],
				words: [{ match: "darn", list: "profanity", action: "none", detected: false }],
				sensitive: [email],
				grounding: [{ kind: "grounding", score: 0.2, threshold: 0.7, action: "blocked", detected: true }],
				reasoning: [{ result: "invalid", rules: ["R1"], action: "none", detected: true }],
			}),
		],
		coverage: { guarded: 50, total: 200 },
		units: { content: 2, words: 0 },
		costUsd: null,
		latencyMs: 312,
	});

	test("says by policy what was found, how strongly and what was done", () => {
		const lines = full.view().text.split("\n");
		expect(lines[0]).toBe("Guardrail: the output is blocked");
		const row = (what: string) => lines.find((line) => line.includes(what))?.split(/\s{2,}/);
		expect(row("investment")).toEqual(["topics", "investment", "–", "blocked !"]);
		expect(row("jailbreak")).toEqual(["content", "jailbreak", "0.6 (limit 0.4)", "blocked !"]);
		expect(row("hate")).toEqual(["content", "hate", "low", "found, let through"]);
		expect(row("darn")).toEqual(["words", '"darn" (profanity)', "–", "not found"]);
		expect(row("email")).toEqual(["sensitive", "email", "–", "masked"]);
		expect(row("R1")?.slice(0, 2)).toEqual(["reasoning", "invalid R1"]);
		expect(row("coverage")?.at(-1)).toBe("50 of 200 characters (25 %)");
		expect(row("cost")?.at(-1)).toBe("unknown (estimate)");
		expect(row("units")?.at(-1)).toBe("2 content");
	});

	test("never spells out what it found of a person, and escapes what it shows", () => {
		const { text, html } = full.view();
		expect(text + html).not.toContain("ada@");
		expect(html).toContain("I cannot say &lt;that&gt;.");
		expect(html).not.toMatch(/<script|<style|<svg/);
	});

	test("without a finding is a card that says so; with an empty text has no share", () => {
		const empty = verdict({ source: "input", assessments: [], coverage: { guarded: 0, total: 0 }, latencyMs: 0 });
		expect(empty.view().text).toContain("Nothing was found.");
		expect(empty.view().text).toContain("0 of 0 characters (–)");
	});

	test("comes back after a journey as JSON", () => {
		const again = showVerdict(JSON.parse(JSON.stringify(full)));
		expect(again).toEqual(full);
		expect(inspect(again)).toBe(full.view().text);
	});
});

test("findings come in one list, in the order of the policies", () => {
	const one = assessment({ by: "a", content: [insult], topics: [{ name: "x", action: "none", detected: true }] });
	const two = assessment({ by: "b", sensitive: [email] });
	expect(findingsOf([one, two]).map(({ policy, by }) => `${by} ${policy}`)).toEqual([
		"a topics",
		"a content",
		"b sensitive",
	]);
	expect(findingsOf([])).toEqual([]);
});
