import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { guardrail } from "../../src/aws/guardrail.ts";
import { guardrailCost } from "../../src/aws/guardrail-prices.ts";
import { guardrailVerdict } from "../../src/aws/guardrail-verdict.ts";
import { type Span, startTrace } from "../../src/core/trace.ts";
import { findingsOf } from "../../src/guardrail/index.ts";
import { assistantMessage, type ModelRequest, textOf, userMessage } from "../../src/model/model.ts";
import { type ScriptedOptions, scripted } from "../../src/model/scripted.ts";
import { noUsage } from "../../src/model/usage.ts";
import { wrap } from "../../src/model/wrap.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
beforeAll(async () => {
	fake = await startFake();
});
afterAll(() => fake[Symbol.asyncDispose]());
beforeEach(() => fake.answer("ApplyGuardrail", passes));

const noUnits = {
	topicPolicyUnits: 0,
	contentPolicyUnits: 0,
	wordPolicyUnits: 0,
	sensitiveInformationPolicyUnits: 0,
	sensitiveInformationPolicyFreeUnits: 0,
	contextualGroundingPolicyUnits: 0,
};
const passes = {
	output: {
		usage: { ...noUnits, contentPolicyUnits: 1 },
		action: "NONE",
		outputs: [],
		assessments: [{}],
		guardrailCoverage: { textCharacters: { guarded: 5, total: 5 } },
	},
};
const blocks = {
	output: {
		usage: { ...noUnits, topicPolicyUnits: 1, contentPolicyUnits: 2 },
		action: "GUARDRAIL_INTERVENED",
		actionReason: "Guardrail blocked.",
		outputs: [{ text: "I do not speak of that." }],
		assessments: [
			{
				topicPolicy: { topics: [{ name: "investment", type: "DENY", action: "BLOCKED", detected: true }] },
				contentPolicy: {
					filters: [
						{ type: "PROMPT_ATTACK", confidence: "HIGH", filterStrength: "LOW", action: "NONE", detected: true },
					],
				},
			},
		],
	},
};
const masks = (from: string) => ({
	output: {
		usage: { ...noUnits, sensitiveInformationPolicyUnits: 1 },
		action: "GUARDRAIL_INTERVENED",
		outputs: [{ text: from.replace("ada@example.org", "{EMAIL}") }],
		assessments: [
			{
				sensitiveInformationPolicy: {
					piiEntities: [{ type: "EMAIL", match: "ada@example.org", action: "ANONYMIZED", detected: true }],
					regexes: [],
				},
			},
		],
	},
});

const ours = () =>
	guardrail("a1b2c3d4e5f6", "1", {
		region: "us-east-1",
		endpoint: fake.url,
		credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" },
	});
const calls = () => fake.log.filter(({ operation }) => operation === "ApplyGuardrail");

describe("a check on the wire", () => {
	test("a text that passes says so, with its units, its cost and what was covered", async () => {
		const before = calls().length;
		const verdict = await ours().check("Hello", { source: "input" });
		expect(verdict).toMatchObject({ action: "none", outcome: "passed", units: { content: 1 }, costUsd: 0.00015 });
		expect(verdict.coverage).toEqual({ guarded: 5, total: 5 });
		expect(verdict.latencyMs).toBeGreaterThan(0);
		expect(calls().slice(before)).toMatchObject([
			{
				status: 200,
				input: { guardrailIdentifier: "a1b2c3d4e5f6", source: "INPUT", content: [{ text: { text: "Hello" } }] },
			},
		]);
		expect(fake.failures).toEqual([]);
	});

	test("a text that is blocked comes with the message, the findings by policy and the reason", async () => {
		fake.answer("ApplyGuardrail", blocks);
		const verdict = await ours().check("Which shares shall I buy?", { source: "input" });
		expect(verdict).toMatchObject({
			outcome: "blocked",
			reason: "Guardrail blocked.",
			outputs: ["I do not speak of that."],
			units: { topics: 1, content: 2 },
		});
		expect(findingsOf(verdict.assessments).map(({ policy, action }) => [policy, action])).toEqual([
			["topics", "blocked"],
			["content", "none"],
		]);
		expect(verdict.view().text).toContain("prompt-attack");
	});

	test("grounding and query travel as qualified blocks", async () => {
		await ours().check("London.", { source: "output", grounding: ["London is the capital."], query: "The capital?" });
		expect(calls().at(-1)?.input.content).toEqual([
			{ text: { text: "London is the capital.", qualifiers: ["grounding_source"] } },
			{ text: { text: "The capital?", qualifiers: ["query"] } },
			{ text: { text: "London.", qualifiers: ["guard_content"] } },
		]);
	});

	test("what cannot be checked is said before anything is sent", async () => {
		const before = fake.log.length;
		const one = ours();
		const output = { source: "output", grounding: "a", query: "b" } as const;
		await expect(one.check(" ", { source: "input" })).rejects.toThrow(/expected a text to check/);
		await expect(one.check("a", { source: "input", grounding: "a", query: "b" })).rejects.toThrow(/source: "input"/);
		await expect(one.check("a", { source: "output", query: "b" })).rejects.toThrow(/found no grounding/);
		await expect(one.check("a", { ...output, query: "b".repeat(1001) })).rejects.toThrow(/query of at most 1000/);
		await expect(one.check("a".repeat(5001), output)).rejects.toThrow(/answer of at most 5000 characters, found 5001/);
		expect(() => guardrail("My Guardrail", "1")).toThrow(/expected the id or ARN/);
		expect(() => guardrail("a1", "latest")).toThrow(/expected a version/);
		expect(fake.log.length).toBe(before);
	});

	test("a refusal is a ModelError with AWS's own words", async () => {
		fake.answer("ApplyGuardrail", { error: "ResourceNotFoundException", message: "No such guardrail." });
		await expect(ours().check("Hello", { source: "input" })).rejects.toMatchObject({
			code: "model",
			message: expect.stringContaining("No such guardrail"),
		});
	});
});

describe("around a model", () => {
	const spansIn = (span: Span): Span[] => [span, ...span.children.flatMap(spansIn)];

	async function run(request: Partial<ModelRequest>, answers: string | readonly string[], options?: ScriptedOptions) {
		const model = scripted([answers].flat(), options);
		const trace = startTrace("t");
		const shown: string[] = [];
		const guarded = wrap(model, ours().middleware());
		const messages = [userMessage("Write to ada@example.org")];
		const response = await guarded.generate(
			{ messages, ...request },
			{ trace, seed: 0, onDelta: (text) => shown.push(text) },
		);
		return { model, guarded, response, shown, checks: spansIn(trace.data).filter(({ kind }) => kind === "other") };
	}

	test("question and answer are looked at; cost and time stand in the trace, the cost in the usage too", async () => {
		const { model, guarded, response, shown, checks } = await run({}, "Gladly.");
		expect(textOf(response.content)).toBe("Gladly.");
		expect(response.usage.costUsd).toBeCloseTo(0.0003, 9);
		expect(shown.join("")).toBe("Gladly.");
		expect(checks.map(({ name, attributes }) => [name, attributes.outcome, attributes.costUsd])).toEqual([
			["guardrail input", "passed", 0.00015],
			["guardrail output", "passed", 0.00015],
		]);
		expect(guarded.identity).toBe(`${model.identity}+guardrail a1b2c3d4e5f6 version 1`);
	});

	test("a question that is blocked never reaches the model", async () => {
		fake.answer("ApplyGuardrail", blocks);
		const { model, response, shown } = await run({}, "Buy gold.");
		expect(model.calls).toBe(0);
		expect(response).toMatchObject({ finish: "blocked", usage: { ...noUsage, costUsd: expect.closeTo(0.00045, 9) } });
		expect(textOf(response.content)).toBe("I do not speak of that.");
		expect(shown).toEqual([]);
	});

	test("an answer that is blocked is replaced, and nothing of it has been shown", async () => {
		fake.answer("ApplyGuardrail", passes, blocks);
		const { model, response, shown } = await run({}, "Buy gold.");
		expect(model.calls).toBe(1);
		expect(response.finish).toBe("blocked");
		expect(textOf(response.content)).toBe("I do not speak of that.");
		expect(response.usage.outputTokens).toBeGreaterThan(0);
		expect(JSON.stringify([response, shown])).not.toContain("gold");
	});

	test("what is masked goes on masked, in both directions, and leaves nothing in the trace of the checks", async () => {
		fake.answer("ApplyGuardrail", (input) => masks(input.content[0].text.text));
		const { model, response, checks } = await run({}, "Mail sent to ada@example.org.");
		expect(textOf(model.requests[0]?.messages[0]?.content ?? [])).toBe("Write to {EMAIL}");
		expect(textOf(response.content)).toBe("Mail sent to {EMAIL}.");
		expect(response.finish).toBe("stop");
		expect(JSON.stringify([response, checks])).not.toContain("ada@");
	});

	test("tool results of the last turn are looked at, each in its place; a turn without text costs no check", async () => {
		fake.answer("ApplyGuardrail", (input) => masks(input.content[0].text.text));
		const result = { type: "toolResult", id: "1", content: "ada@example.org" } as const;
		const { model } = await run({ messages: [{ role: "user", content: [result] }] }, "Done.");
		expect(model.requests[0]?.messages[0]?.content).toEqual([{ ...result, content: "{EMAIL}" }]);
		const before = calls().length;
		await run({ messages: [userMessage("")] }, "");
		expect(calls().length).toBe(before);
	});

	test("messages of the user in a row are one turn: each is looked at", async () => {
		fake.answer("ApplyGuardrail", (input) => masks(input.content[0].text.text));
		const messages = [
			userMessage("Hi."),
			assistantMessage("Yes?"),
			userMessage("I am ada@example.org"),
			userMessage("Go."),
		];
		const before = calls().length;
		const { model } = await run({ messages }, "Done.");
		expect(calls().length - before).toBe(3);
		expect(model.requests[0]?.messages.map(({ content }) => textOf(content))).toEqual([
			"Hi.",
			"Yes?",
			"I am {EMAIL}",
			"Go.",
		]);
	});

	test("a check that fails is an error: nothing passes unchecked", async () => {
		fake.answer("ApplyGuardrail", passes, { error: "AccessDeniedException", message: "not allowed" });
		await expect(run({}, "Buy gold.")).rejects.toMatchObject({ code: "model" });
	});
});

describe("reading what Bedrock says", () => {
	const facts = { by: "g", source: "output", latencyMs: 1 } as const;

	test("each policy lands in its place under our names", () => {
		const verdict = guardrailVerdict(
			{
				action: "GUARDRAIL_INTERVENED",
				outputs: [{ text: "no" }],
				usage: { ...noUnits, automatedReasoningPolicyUnits: 2, automatedReasoningPolicies: 2 },
				assessments: [
					{
						appliedGuardrailDetails: { guardrailId: "org1", guardrailVersion: "3" },
						wordPolicy: {
							customWords: [{ match: "foo", action: "BLOCKED", detected: true }],
							managedWordLists: [{ match: "darn", type: "PROFANITY", action: "NONE", detected: false }],
						},
						sensitiveInformationPolicy: {
							piiEntities: [{ match: "1", type: "US_PASSPORT_NUMBER", action: "BLOCKED" }],
							regexes: [{ name: "order", match: "A1", regex: "A\\d", action: "ANONYMIZED" }],
						},
						contextualGroundingPolicy: {
							filters: [{ type: "RELEVANCE", threshold: 0.7, score: 0.2, action: "BLOCKED", detected: true }],
						},
						automatedReasoningPolicy: {
							findings: [
								{ invalid: { translation: { confidence: 0.9 }, contradictingRules: [{ identifier: "R7" }] } },
								{ tooComplex: {} },
								{ $unknown: ["somethingNew", {}] },
							],
						},
					},
				],
			},
			facts,
		);
		expect(verdict.assessments).toEqual([
			{
				by: "org1 3",
				topics: [],
				content: [],
				words: [
					{ match: "foo", list: "custom", action: "blocked", detected: true },
					{ match: "darn", list: "profanity", action: "none", detected: false },
				],
				sensitive: [
					{ kind: "us-passport-number", match: "1", action: "blocked", detected: true },
					{ kind: "order", match: "A1", action: "masked", detected: true },
				],
				grounding: [{ kind: "relevance", threshold: 0.7, score: 0.2, action: "blocked", detected: true }],
				reasoning: [
					{ result: "invalid", confidence: 0.9, rules: ["R7"], action: "none", detected: true },
					{ result: "too complex", rules: [], action: "none", detected: true },
				],
			},
		]);
		expect(verdict.units).toEqual({ reasoning: 4 });
	});

	test("an answer without anything passes; units of a kind that is new have no price", () => {
		expect(guardrailVerdict({}, facts)).toMatchObject({ outcome: "passed", outputs: [], costUsd: 0, coverage: null });
		const usage = { ...noUnits, videoPolicyUnits: 3 };
		expect(guardrailVerdict({ usage }, facts)).toMatchObject({ units: { videoPolicyUnits: 3 }, costUsd: null });
		expect(guardrailCost({ content: 1000, topics: 1000, sensitive: 1000, patterns: 9, words: 9 })).toBeCloseTo(0.4, 9);
	});
});
