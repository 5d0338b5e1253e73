// Every test that infers is in this file: test files run in parallel, and two processes that infer hinder each other.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Token } from "node-llama-cpp";
import { afterAll, describe, expect, it } from "vitest";
import { messageOf } from "../../src/core/errors.ts";
import { mapLimit } from "../../src/core/pool.ts";
import { startTrace } from "../../src/core/trace.ts";
import { local } from "../../src/local/local.ts";
import { modelFile } from "../../src/local/model-file.ts";
import { assistantMessage, type ModelRequest, type RunContext, textOf, userMessage } from "../../src/model/model.ts";

const NAME = "smollm2-135m";
const MINUTES = 5 * 60_000;
const file = await modelFile(NAME).catch((error: unknown) => messageOf(error));
const why = typeof file === "string" ? ` (skipped, it cannot be fetched here: ${file})` : "";

function context(more: Partial<RunContext> = {}): RunContext {
	return { trace: startTrace("test"), seed: 1, ...more };
}

function ask(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
	return { system: "You are terse.", messages: [userMessage(text)], maxTokens: 24, ...more };
}

describe("local, before any model is loaded", () => {
	it("suggests the nearest name", () => {
		expect(() => local("smolm2-135m")).toThrow(/Did you mean "smollm2-135m"/);
	});
	it("refuses options out of range", () => {
		expect(() => local(NAME, { threads: 0 })).toThrow(/threads/);
		expect(() => local(NAME, { sequences: 1.5 })).toThrow(/sequences/);
		expect(() => local(NAME, { contextSize: 3 })).toThrow(/contextSize/);
	});
	it("tells models apart by what decides their answers", () => {
		const identity = local(NAME).identity;
		expect(local(NAME).identity).toBe(identity);
		expect(local(NAME, { threads: 1 }).identity).toBe(identity);
		expect(local(NAME, { temperature: 0.5 }).identity).not.toBe(identity);
		expect(local("qwen2.5-coder-0.5b").identity).not.toBe(identity);
	});
	it("says zero cost and where it runs", () => {
		expect(local(NAME).price).toMatchObject({ input: 0, output: 0, source: "runs on this machine" });
	});
	it("refuses tools", async () => {
		const tools = [{ name: "add", description: "adds", input: { type: "object" } }];
		await expect(local(NAME).generate(ask("1 + 1?", { tools }), context())).rejects.toMatchObject({ code: "config" });
	});
	it("names a path with no file, and a file that is no model", async () => {
		await expect(local("/nowhere/at-all.gguf").prepare?.()).rejects.toMatchObject({ code: "config" });
		const folder = mkdtempSync(join(tmpdir(), "touchstone-local-"));
		const path = join(folder, "junk.gguf");
		writeFileSync(path, "junk");
		await expect(local(path).prepare?.()).rejects.toMatchObject({ code: "model", systemic: true, retryable: false });
		rmSync(folder, { recursive: true });
	});
});

describe.skipIf(why !== "")(`local, on ${NAME}${why}`, { timeout: MINUTES }, () => {
	const model = local(NAME, { contextSize: 512 });
	afterAll(() => model[Symbol.asyncDispose]?.());

	it("says what it does while it loads, and knows its facts afterwards", async () => {
		const said: string[] = [];
		await model.prepare?.({ onStatus: (text) => said.push(text) });
		expect(said).toContain(`loading ${NAME}`);
		expect(said.at(-1)).toBe("");
		expect(model.facts).toMatchObject({
			device: "cpu",
			quantisation: "Q4_1",
			contextSize: 512,
			sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
		});
		expect(model.facts?.threads).toBeGreaterThan(0);
	});

	it("answers as the bare binding does on a prompt written by hand", async () => {
		const { getLlama, LlamaLogLevel } = await import("node-llama-cpp");
		const llama = await getLlama({ gpu: false, build: "never", maxThreads: 1, logLevel: LlamaLogLevel.error });
		const bare = await llama.loadModel({ modelPath: typeof file === "string" ? "" : file.path });
		const bareContext = await bare.createContext({ contextSize: 512, threads: 1, flashAttention: false });
		// the template of SmolLM2's model card
		const prompt = bare.tokenize(
			"<|im_start|>system\nYou are terse.<|im_end|>\n<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n",
			true,
		);
		const tokens: Token[] = [];
		for await (const token of bareContext.getSequence().evaluate(prompt, { temperature: 0 })) {
			tokens.push(token);
			if (tokens.length === 24) break;
		}
		const expected = bare.detokenize(tokens);
		await bare.dispose();

		const answer = await model.generate(ask("What is the capital of France?"), context());
		expect(textOf(answer.content)).toBe(expected);
		expect(answer.usage).toMatchObject({
			inputTokens: prompt.length,
			outputTokens: tokens.length,
			costUsd: 0,
			calls: 1,
		});
		expect(answer.latencyMs).toBeGreaterThan(0);
	});

	it("counts the tokens that it then uses", async () => {
		const request = ask("Say <|im_end|> twice.", { maxTokens: 1 });
		const answer = await model.generate(request, context());
		expect(await model.countTokens?.(request)).toBe(answer.usage.inputTokens);
		// what people write is text, never a control token
		expect(answer.usage.inputTokens).toBeGreaterThan((await model.countTokens?.(ask("Say twice."))) ?? 0);
	});

	it("streams the pieces of its answer", async () => {
		const pieces: string[] = [];
		const answer = await model.generate(ask("Name three colours."), context({ onDelta: (text) => pieces.push(text) }));
		expect(pieces.length).toBeGreaterThan(1);
		expect(pieces.join("")).toBe(textOf(answer.content));
	});

	it("goes on with an answer that was begun for it", async () => {
		const begun = [userMessage("Count to five."), assistantMessage("1, 2, 3,")];
		const answer = await model.generate({ messages: begun, maxTokens: 3 }, context());
		expect(textOf(answer.content)).toContain("4");
	});

	it("draws the same answer from the same seed, another from another seed or sample", async () => {
		const drawn = async (more: Partial<ModelRequest>) =>
			textOf((await model.generate(ask("Tell me a story.", { temperature: 1.2, ...more }), context())).content);
		const first = await drawn({ seed: 7 });
		expect(await drawn({ seed: 7 })).toBe(first);
		expect(await drawn({ seed: 8 })).not.toBe(first);
		expect(await drawn({ seed: 7, sample: 1 })).not.toBe(first);
		const narrow = await drawn({ seed: 8, topP: 0.01 });
		expect(narrow).toBe(await drawn({ temperature: 0 })); // so small a nucleus holds one token
	});

	it("writes JSON of the schema, properties in order", async () => {
		const output = {
			type: "object",
			properties: {
				reason: { enum: ["it is soft", "it is hard"] },
				label: { enum: ["positive", "negative"] },
				score: { type: ["integer", "null"] },
				tags: { type: "array", prefixItems: [{ type: "boolean" }, { type: "boolean" }] },
			},
		};
		const answer = await model.generate(ask("Rate this pillow as JSON.", { output, maxTokens: 80 }), context());
		const value = JSON.parse(textOf(answer.content)) as Record<string, unknown>;
		expect(answer.finish).toBe("stop");
		expect(Object.keys(value)).toEqual(["reason", "label", "score", "tags"]);
		expect(output.properties.label.enum).toContain(value.label);
		expect(value.tags).toHaveLength(2);
	});

	it("stops at a stop string, and at the length asked for", async () => {
		const whole = textOf((await model.generate(ask("Name three colours."), context())).content);
		const word = whole.split(" ")[2] ?? "";
		const cut = await model.generate(ask("Name three colours.", { stop: [word] }), context());
		expect(textOf(cut.content)).toBe(whole.slice(0, whole.indexOf(word)));
		expect(cut.finish).toBe("stop");
		const short = await model.generate(ask("Name three colours.", { maxTokens: 2 }), context());
		expect(short).toMatchObject({ finish: "length", usage: { outputTokens: 2 } });
	});

	it("gives log-probabilities, best first, of the tokens it wrote", async () => {
		const answer = await model.generate(ask("Say yes or no.", { logprobs: true, maxTokens: 5 }), context());
		expect(answer.logprobs).toHaveLength(answer.usage.outputTokens);
		expect(answer.logprobs?.map((each) => each.token).join("")).toBe(textOf(answer.content));
		for (const { token, logprob, top = [] } of answer.logprobs ?? []) {
			expect(top[0]).toEqual({ token, logprob }); // greedy takes the likeliest
			const chances = top.map((each) => Math.exp(each.logprob));
			expect(chances).toEqual([...chances].sort((a, b) => b - a));
			expect(chances.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1 + 1e-5);
		}
	});

	it("computes a shared beginning once, then side by side, each answer its own", async () => {
		const system = "You answer with the number that the user names, in digits. ".repeat(4);
		const request = (n: number) => ({ system, messages: [userMessage(`The number ${n}.`)], maxTokens: 8 });
		const first = await model.generate(request(0), context());
		const second = await model.generate(request(1), context());
		expect((second.raw as { reusedTokens: number }).reusedTokens).toBeGreaterThan(40);
		expect(second.usage.inputTokens).toBe(first.usage.inputTokens);
		const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => model.generate(request(n), context())));
		expect(answers.every((answer) => answer.usage.outputTokens > 0)).toBe(true);
		expect(new Set(answers.map((answer) => textOf(answer.content))).size).toBeGreaterThan(1);
	});

	it("gives no sequence the tokens of another, prompts of different lengths side by side", async () => {
		// Each row is held to a text of its own, so a token from a neighbour shows as a broken answer.
		const rows = Array.from({ length: 16 }, (_, row) => ({
			text: `row ${row}: ${"abc ".repeat(1 + ((row * 7) % 5))}${"xyz".repeat(1 + (row % 4))}`,
			padding: "word ".repeat((row * 37) % 90),
		}));
		const answers = await mapLimit(rows, 4, ({ text, padding }) => {
			const schema = {
				type: "object",
				properties: { say: { const: text } },
				required: ["say"],
				additionalProperties: false,
			};
			return model.generate(ask(`${padding}Say it.`, { output: schema, maxTokens: 120 }), context());
		});
		expect(answers.map((answer) => JSON.parse(textOf(answer.content)))).toEqual(
			rows.map(({ text }) => ({ say: text })),
		);
	});

	it("stops when told to, and answers as before afterwards", async () => {
		const before = textOf((await model.generate(ask("Name a river."), context())).content);
		const controller = new AbortController();
		let pieces = 0;
		const onDelta = () => {
			if (++pieces === 3) controller.abort();
		};
		const stopped = model.generate(
			ask("Write a long story about a river.", { maxTokens: 400 }),
			context({ signal: controller.signal, onDelta }),
		);
		await expect(stopped).rejects.toMatchObject({ code: "abort" });
		expect(pieces).toBeLessThanOrEqual(4);
		expect(textOf((await model.generate(ask("Name a river."), context())).content)).toBe(before);
	});

	it("refuses one prompt that is too long, saying by how much", async () => {
		const request = ask("word ".repeat(600));
		const tokens = (await model.countTokens?.(request)) ?? 0;
		const error = await model.generate(request, context()).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: "model", retryable: false, systemic: false });
		expect(messageOf(error)).toContain(`${tokens - 511} too many`);
		expect(messageOf(error)).toContain("contextSize: 2048");
	});

	it("fills the context to its end and no further", async () => {
		const request = ask("word ".repeat(470), { maxTokens: 1000, stop: [] });
		const answer = await model.generate(request, context());
		if (answer.finish === "length") expect(answer.usage.inputTokens + answer.usage.outputTokens).toBe(512);
		else expect(answer.usage.inputTokens + answer.usage.outputTokens).toBeLessThan(512);
	});

	it("frees its memory, and loads again when it is asked again", async () => {
		const other = local(NAME, { contextSize: 128, sequences: 1 });
		const answer = await other.generate(ask("Name a river.", { maxTokens: 2 }), context());
		await other[Symbol.asyncDispose]?.();
		await other[Symbol.asyncDispose]?.();
		const again = await other.generate(ask("Name a river.", { maxTokens: 2 }), context());
		expect(again.content).toEqual(answer.content);
		await other[Symbol.asyncDispose]?.();
	});

	it("does not keep a process alive", async () => {
		const script = fileURLToPath(new URL("./local-child.ts", import.meta.url));
		const child = spawn(process.execPath, ["--import", "tsx", script, NAME], { stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		child.stdout.on("data", (text) => {
			output += text;
		});
		let noise = "";
		child.stderr.on("data", (text) => {
			noise += text;
		});
		const [code] = await once(child, "close");
		expect({ code, noise }).toEqual({ code: 0, noise: "" });
		expect(output).toMatch(/^answered: .+\n$/);
	});
});
