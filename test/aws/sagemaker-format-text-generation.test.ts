import { describe, expect, test } from "vitest";
import { textGeneration } from "../../src/aws/sagemaker-format-text-generation.ts";
import { assistantMessage, userMessage } from "../../src/model/model.ts";
import { ask } from "../model/context.ts";

const format = textGeneration();
const parameters = (more: object) => format.body(ask("Hi", more), false).parameters;

describe("the body", () => {
	test("inputs and parameters; greedy is sampling left off, since 0 is refused as a temperature", () => {
		expect(format.body(ask("Hi", { maxTokens: 9, stop: ["\n"] }), true)).toEqual({
			inputs: "Hi",
			parameters: { details: true, return_full_text: false, max_new_tokens: 9, stop: ["\n"] },
			stream: true,
		});
		expect(parameters({ temperature: 0, topP: 0.5 })).toMatchObject({ do_sample: false });
		expect(parameters({ temperature: 0, topP: 0.5 })).not.toHaveProperty("top_p");
		expect(parameters({ temperature: 0 })).not.toHaveProperty("temperature");
		expect(parameters({ temperature: 0.7, topP: 0.9, seed: 3, sample: 2 })).toMatchObject({
			do_sample: true,
			temperature: 0.7,
			top_p: 0.9,
			seed: 5,
		});
		expect(parameters({ temperature: 0.7, topP: 1 })).not.toHaveProperty("top_p"); // refused: must be below 1
	});

	test("a chat template, a function, further parameters", () => {
		const chat = { system: "S", messages: [userMessage("a"), assistantMessage("b"), userMessage("c")] };
		expect(textGeneration({ prompt: "chatml" }).body(chat, false).inputs).toMatch(
			/^<\|im_start\|>system\nS<\|im_end\|>/,
		);
		expect(textGeneration({ prompt: ({ messages }) => `${messages.length} turns` }).body(chat, false).inputs).toBe(
			"3 turns",
		);
		const extra = { max_new_tokens: 3, top_k: 1 };
		expect(textGeneration({ extra }).body(ask("Hi", { maxTokens: 9 }), false).parameters).toMatchObject(extra);
	});
});

describe("an answer", () => {
	const read = (answer: unknown, more: object = {}) => format.read(answer, ask("Hi", more));
	const saying = (text: string) => expect.objectContaining({ content: [{ type: "text", text }] });

	test("as TGI writes it, as LMI writes it, nested", () => {
		const details = { finish_reason: "length", generated_tokens: 8, input_length: 3, tokens: [] };
		const whole = {
			content: [{ type: "text", text: "Deep" }],
			finish: "length",
			tokens: { inputTokens: 3, outputTokens: 8 },
		};
		expect(read([{ generated_text: "Deep", details }])).toEqual(whole);
		expect(read({ generated_text: "Deep", details })).toEqual(whole);
		expect(read([[{ generated_text: "Deep" }]])).toEqual({ content: whole.content, finish: "stop", tokens: {} });
	});

	test("without the prompt, and without the stop sequence", () => {
		expect(read({ generated_text: "Hi there" })).toEqual(saying(" there"));
		expect(read({ generated_text: "a.END" }, { stop: ["X", "END"] })).toEqual(saying("a."));
		expect(read({ generated_text: "" })).toMatchObject({ content: [] });
	});

	test("an error of the container, and what is no answer", () => {
		expect(read({ error: "Input validation error", error_type: "validation" })).toEqual({
			problem: "Input validation error",
			retryable: false,
		});
		expect(read({ error: "Model is overloaded", error_type: "overloaded" })).toMatchObject({ retryable: true });
		expect(read({ generated_text: "", details: { finish_reason: "error", generated_tokens: null } })).toMatchObject({
			problem: "no reason given",
		});
		for (const answer of [undefined, null, [], {}, "text", 1, { generated_text: 5 }]) expect(read(answer)).toBeNull();
	});
});

describe("a stream", () => {
	async function stream(text: string, size = 5, more: object = {}) {
		const bytes = new TextEncoder().encode(text);
		const parts = (async function* () {
			for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
		})();
		const told: string[] = [];
		const answer = await format.readStream?.(parts, ask("Hi", more), (piece) => told.push(piece));
		return { answer, told };
	}
	const token = (text: string, more: object = {}) =>
		JSON.stringify({ token: { id: 1, text, special: false, ...more } });
	const last = (text: string, generated_text: string) =>
		JSON.stringify({
			token: { id: 2, text, special: text.startsWith("<") },
			generated_text,
			details: { finish_reason: "eos_token", generated_tokens: 3, input_length: 7 },
		});
	const whole = {
		content: [{ type: "text", text: "Grüß 👋" }],
		finish: "stop",
		tokens: { inputTokens: 7, outputTokens: 3 },
	};

	test("server-sent events of TGI and lines of LMI say the same, wherever they are cut", async () => {
		const events = `:\n\ndata:${token("Grüß")}\n\ndata: ${token(" 👋")}\n\ndata:${last("</s>", "Grüß 👋")}\n\n`;
		const lines = `${token("Grüß")}\n${token(" 👋")}\n${last("</s>", "Grüß 👋")}`;
		for (const text of [events, lines, events.replaceAll("\n", "\r\n")]) {
			for (const size of [1, 2, 3, 50, 10_000]) {
				expect(await stream(text, size)).toEqual({ answer: whole, told: ["Grüß", " 👋"] });
			}
		}
	});

	test("a stop sequence is cut off the whole; special tokens are not shown", async () => {
		const { answer, told } = await stream(
			`${token("a")}\n${token("<pad>", { special_token: true })}\n${last("END", "aEND")}`,
			9,
			{
				stop: ["END"],
			},
		);
		expect(answer).toMatchObject({ content: [{ type: "text", text: "a" }] });
		expect(told).toEqual(["a", "END"]);
	});

	test("cut short, broken, empty, an error in the middle", async () => {
		expect((await stream(`${token("a")}\n${token("b")}\n`)).answer).toBeNull();
		expect((await stream("")).answer).toBeNull();
		expect((await stream(`${token("a")}\n{"token": {"te`)).answer).toMatchObject({
			problem: expect.stringMatching(/no JSON/),
		});
		const problem = `${token("a")}\n\ndata:{"error":"Request failed during generation","error_type":"generation"}\n\n`;
		expect((await stream(problem)).answer).toEqual({ problem: "Request failed during generation", retryable: false });
	});
});
