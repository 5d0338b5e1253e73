import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { optimizePrompt } from "../../src/aws/optimize-prompt.ts";
import { promptText } from "../../src/aws/optimize-prompt-text.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { migrate } from "../../src/migrate/migrate.ts";
import type { LiveView } from "../../src/optimize/live.ts";
import { metric, program, proposer, pupil, train, validate } from "../optimize/support.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
beforeAll(async () => {
	fake = await startFake();
});
afterAll(() => fake[Symbol.asyncDispose]());
beforeEach(() => fake.answer("OptimizePrompt", rewrites(helpful)));

const helpful = "Look at the last digit of the number and say whether it is even or odd.";
const useless = "Think about the number for a while and then say even or odd, as you like.";
// as Bedrock sends it: the analysis first, then the prompt as a JSON string
const rewrites = (text: string) => ({
	stream: [
		{ analyzePromptEvent: { message: "The task is clear; the steps are not." } },
		{ optimizedPromptEvent: { optimizedPrompt: { textPrompt: { text: JSON.stringify(text) } } } },
	],
});
const connection = () => ({
	region: "us-east-1",
	endpoint: fake.url,
	credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" },
});
const optimizer = () => optimizePrompt({ target: "nova-lite", ...connection() });
const skilled = () => pupil((prompt) => (prompt.includes("last digit") ? 0.9 : 0.4));
const task = { train, validate, metric, progress: false, retry: false, budget: { calls: 200 } } as const;
const asked = () => fake.log.filter(({ operation }) => operation === "OptimizePrompt");

describe("Bedrock's optimization as an optimizer", () => {
	test("what Bedrock writes replaces the start with the evidence of paired rows; its analysis is in the notes", async () => {
		const before = asked().length;
		const result = await optimizer()(program.using(skilled()), task);
		expect(result.promoted).toBe(true);
		expect(result.program.parameters.parity?.instructions).toBe(helpful);
		expect(result.notes).toContain("Bedrock on parity: The task is clear; the steps are not.");
		expect(result.view().text).toContain("Bedrock on parity");
		expect(result.spending.map(({ phase, calls }) => [phase, calls])).toEqual([
			["rewrite", 1],
			["baseline", 24],
			["confirm", 24],
		]);
		expect(asked().slice(before)).toMatchObject([
			{
				status: 200,
				input: {
					targetModelId: "amazon.nova-lite-v1:0",
					input: { textPrompt: { text: "Say whether the number is even or odd." } },
				},
			},
		]);
		expect([fake.unexpected(), fake.failures]).toEqual([[], []]);
	});

	test("without evidence the start stays; taken always, nothing is measured", async () => {
		fake.answer("OptimizePrompt", rewrites(useless));
		const kept = await optimizer()(program.using(skilled()), task);
		expect([kept.promoted, kept.candidates.length]).toEqual([false, 2]);
		const model = skilled();
		const always = optimizePrompt({ target: "nova-lite", keep: "always", ...connection() });
		const taken = await always(program.using(model), task);
		expect(taken.program.parameters.parity?.instructions).toBe(useless);
		expect(model.calls).toBe(0);
	});

	test("a text that loses a label, or holds a placeholder, is asked for again; nothing of use is a ProposalError", async () => {
		fake.answer("OptimizePrompt", rewrites(`Read {{document}}. ${helpful}`), rewrites(helpful));
		const result = await optimizer()(program.using(skilled()), task);
		expect(result.proposals).toEqual({ asked: 2, used: 1 });
		fake.answer("OptimizePrompt", rewrites("Look at the last digit of the number and say whether it is even."));
		await expect(optimizer()(program.using(skilled()), task)).rejects.toMatchObject({
			name: "ProposalError",
			message: expect.stringContaining('its text no longer names "odd"'),
		});
	});

	test("the analysis is shown while it comes", async () => {
		const shown: string[] = [];
		const progress: LiveView = { update: ({ status }) => void shown.push(status), done: async () => {} };
		await optimizer()(program.using(skilled()), { ...task, progress });
		expect(shown).toContain("Bedrock: The task is clear; the steps are not.");
	});

	test("a run resumes from its file without asking Bedrock again", async () => {
		const runFile = join(mkdtempSync(join(tmpdir(), "optimize-prompt-")), "run.jsonl");
		const first = await optimizer()(program.using(skilled()), { ...task, runFile });
		const before = asked().length;
		const again = await optimizer()(program.using(skilled()), { ...task, runFile });
		expect(asked().length).toBe(before);
		expect([again.program.parameters, again.notes]).toEqual([first.program.parameters, first.notes]);
		expect(again.resumed?.calls).toBe(49);
	});

	test("what cannot be sent is said before: instructions too long, a misspelt target, dollars without a price", async () => {
		const before = fake.log.length;
		const long = program.using(skilled()).with({ parity: { instructions: "a".repeat(200_001), demos: [] } });
		await expect(optimizer()(long, task)).rejects.toThrow(/at most 200000 characters, found 200001 in the step parity/);
		expect(() => optimizePrompt({ target: "nova-light" })).toThrow(/Did you mean "nova-lite"/);
		expect(optimizePrompt({ target: "claude-haiku-4-5" }).kind).toBe("optimizePrompt"); // however its parts are kept apart
		const free = { input: 0, output: 0, source: "list", date: "2026-01-01" };
		const usd = optimizer()(program.using(pupil(() => 1, { price: free })), { ...task, budget: { usd: 1 } });
		await expect(usd).rejects.toThrow(/known price for OptimizePrompt for amazon.nova-lite-v1:0/);
		expect(fake.log.length).toBe(before);
	});

	test("a stream that ends in an exception, or without a prompt, is a ModelError", async () => {
		fake.answer("OptimizePrompt", {
			stream: [{ throttlingException: { message: "Too many optimizations." } }],
		});
		await expect(optimizer()(program.using(skilled()), task)).rejects.toThrow(/Too many optimizations/);
		fake.answer("OptimizePrompt", { stream: [{ analyzePromptEvent: { message: "Hm." } }] });
		await expect(optimizer()(program.using(skilled()), task)).rejects.toThrow(/ended without one/);
	});
});

test("a profile or an id means the model itself, whatever the geography", async () => {
	for (const target of ["us.nova-premier", "us.amazon.nova-premier-v1:0", "nova-premier"]) {
		const always = optimizePrompt({ target, keep: "always", ...connection() });
		await always(program.using(skilled()), task);
		expect(asked().at(-1)?.input.targetModelId).toBe("amazon.nova-premier-v1:0");
	}
});

test("migrate's rewriting step can be Bedrock's own", async () => {
	const tested = datasetOf(
		Array.from({ length: 24 }, (_, index) => ({
			id: String(index),
			n: 1000 + index,
			label: index % 2 ? "odd" : "even",
		})),
		{ name: "parity/test", id: "id", input: ["n"], expected: ["label"] },
	);
	const source = pupil(() => 0.8, { id: "large", identity: "large" });
	const target = pupil((prompt) => (prompt.includes("last digit") ? 0.9 : 0.4), { id: "small", identity: "small" });
	const migration = await migrate({
		program,
		source,
		target,
		data: { train, validate, test: tested },
		metric,
		rewriter: optimizer(),
		optimizer: optimizePrompt({ target: "nova-lite", keep: "always", ...connection() }),
		proposer: proposer([useless]),
		budget: { calls: 400 },
		cache: false,
		progress: false,
	});
	expect(migration.prompts.rewritten.parity?.instructions).toBe(helpful);
	expect(migration.tuning.rewritten?.promoted).toBe(true);
	expect(migration.reports.rewritten.summary.exact?.value).toBeGreaterThan(
		migration.reports.target.summary.exact?.value ?? 1,
	);
});

test("a prompt is read quoted, in pieces, each piece quoted, or plain", () => {
	expect(promptText(['"a\\n', 'b"'])).toBe("a\nb");
	expect(promptText(['"a "', '"b"'])).toBe("a b");
	expect(promptText(['"Yes" or "no"?'])).toBe('"Yes" or "no"?');
	expect(promptText([])).toBe("");
});
