import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AbortedError, ModelError } from "../../src/core/errors.ts";
import { textOf } from "../../src/model/model.ts";
import { ask, testContext } from "../model/context.ts";
import { answered, onFake } from "./bedrock-model.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
beforeAll(async () => {
	fake = await startFake({ pieces: [1, 7, 3, 64] }); // every frame is cut somewhere
});
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	await fake[Symbol.asyncDispose]();
});

/** A context that listens, and what it heard. */
function listener(signal?: AbortSignal) {
	const heard: string[] = [];
	const context = testContext({ onDelta: (text) => heard.push(text), ...(signal === undefined ? {} : { signal }) });
	return { context, heard };
}

const text = (piece: string) => ({ contentBlockDelta: { contentBlockIndex: 0, delta: { text: piece } } });
const begin = { messageStart: { role: "assistant" } };
const end = [
	{ contentBlockStop: { contentBlockIndex: 0 } },
	{ messageStop: { stopReason: "end_turn" } },
	{ metadata: { usage: { inputTokens: 9, outputTokens: 3, totalTokens: 12 }, metrics: { latencyMs: 1 } } },
];
const overload = { serviceUnavailableException: { message: "Too busy." } };

describe("a stream", () => {
	it("tells the text piece by piece, whole characters of any language, and reads the rest at the end", async () => {
		const pieces = ["Grüß ", "Gott, ", "世界", " 🎈", "!"];
		fake.answer("ConverseStream", { stream: [begin, ...pieces.map(text), ...end] });
		const { context, heard } = listener();
		const answer = await onFake(fake, "nova-micro").generate(ask("Hello?"), context);
		expect(heard).toEqual(pieces);
		expect(answer).toMatchObject({
			content: [{ type: "text", text: "Grüß Gott, 世界 🎈!" }],
			finish: "stop",
			usage: { inputTokens: 9, outputTokens: 3, calls: 1 },
		});
		expect(answer.usage.costUsd).toBeCloseTo((9 * 0.035 + 3 * 0.14) / 1e6, 15);
	});

	it("puts thoughts and their signature together, and does not tell them", async () => {
		const thought = (delta: object) => ({
			contentBlockDelta: { contentBlockIndex: 0, delta: { reasoningContent: delta } },
		});
		const answer = { contentBlockDelta: { contentBlockIndex: 1, delta: { text: "Yes." } } };
		const stream = [
			begin,
			thought({ text: "H" }),
			thought({ text: "m." }),
			thought({ signature: "c2ln" }),
			answer,
			...end,
		];
		fake.answer("ConverseStream", { stream });
		const { context, heard } = listener();
		const { content } = await onFake(fake, "claude-haiku-4.5").generate(ask("x"), context);
		expect(content).toEqual([
			{ type: "reasoning", text: "Hm.", signature: "c2ln" },
			{ type: "text", text: "Yes." },
		]);
		expect(heard).toEqual(["Yes."]);
	});

	it("an answer of nothing is an answer; one that does not report its usage has an unknown cost", async () => {
		fake.answer("ConverseStream", { stream: [begin, ...end.slice(0, 2)] });
		const { context, heard } = listener();
		const answer = await onFake(fake, "nova-micro").generate(ask("x"), context);
		expect(answer).toMatchObject({ content: [], finish: "stop", usage: { outputTokens: 0, costUsd: null } });
		expect(heard).toEqual([]);
	});

	it("a model that cannot stream with tools is asked whole, and its text told at once", async () => {
		fake.answer("Converse", answered([{ text: "It rains." }]));
		const { context, heard } = listener();
		const tools = [{ name: "weather", description: "", input: { type: "object" } }];
		await onFake(fake, "llama-3.3-70b").generate(ask("x", { tools }), context);
		expect(fake.log.at(-1)?.operation).toBe("Converse");
		expect(heard).toEqual(["It rains."]);
	});

	it("an exception before the first text: sent again; after it: not, and the reader hears why", async () => {
		const model = onFake(fake, "nova-micro");
		const before = fake.log.length;
		fake.answer("ConverseStream", { stream: [begin, overload] }, { stream: [begin, text("Hi."), ...end] });
		const first = listener();
		const answer = await model.generate(ask("x"), first.context);
		expect([textOf(answer.content), first.heard, fake.log.length - before]).toEqual(["Hi.", ["Hi."], 2]);

		fake.answer("ConverseStream", { stream: [begin, text("H"), overload] });
		const second = listener();
		const failed = model.generate(ask("x"), second.context);
		await expect(failed).rejects.toThrow(ModelError);
		await expect(failed).rejects.toThrow(/Too busy.*its text had begun to arrive, so it was not sent again/s);
		expect([second.heard, fake.log.length - before]).toEqual([["H"], 3]);
	});

	it("an exception that asking again does not mend ends the call", async () => {
		const before = fake.log.length;
		fake.answer("ConverseStream", { stream: [begin, { validationException: { message: "Malformed input." } }] });
		await expect(onFake(fake, "nova-micro").generate(ask("x"), listener().context)).rejects.toMatchObject({
			code: "model",
			retryable: false,
		});
		expect(fake.log.length - before).toBe(1);
	});

	it("a stream cut off in the middle is an error, never half an answer", async () => {
		const stream = [begin, text("The capital is "), text("Graz."), ...end];
		const model = onFake(fake, "nova-micro");
		for (const cutAfter of [20, 40, 120, 260, 400]) {
			fake.answer("ConverseStream", { stream, cutAfter }, { stream });
			const { context, heard } = listener();
			const [outcome] = await Promise.allSettled([model.generate(ask("x"), context)]);
			if (outcome.status === "rejected") {
				expect(outcome.reason).toMatchObject({ code: "model", retryable: false, systemic: false });
				expect(outcome.reason.message).toMatch(/had begun to arrive, so it was not sent again/);
				expect(heard.length).toBeGreaterThan(0);
				expect("The capital is Graz.".startsWith(heard.join(""))).toBe(true);
			} else {
				expect(textOf(outcome.value.content)).toBe("The capital is Graz.");
				expect(heard.join("")).toBe("The capital is Graz.");
			}
		}
	});

	it("blocks may begin anywhere and leave numbers out", async () => {
		const second = { contentBlockDelta: { contentBlockIndex: 2, delta: { text: "Hi." } } };
		fake.answer("ConverseStream", { stream: [begin, second, ...end.slice(1)] });
		const { context, heard } = listener();
		const answer = await onFake(fake, "nova-micro").generate(ask("x"), context);
		expect([answer.content, heard]).toEqual([[{ type: "text", text: "Hi." }], ["Hi."]]);
	});

	it("an end without the last event is an error too", async () => {
		fake.answer("ConverseStream", { stream: [begin, text("The cap")] });
		const failed = onFake(fake, "nova-micro").generate(ask("x"), listener().context);
		await expect(failed).rejects.toThrow(
			/found a stream that ended before the answer did\. The same request may go through/,
		);
	});
});

describe("a stop", () => {
	/** Aborts as soon as `ready`; gives how the call ended, which nothing but the stop could end. */
	async function stopped(start: (signal: AbortSignal) => Promise<unknown>, ready: () => boolean) {
		const controller = new AbortController();
		const call = start(controller.signal).then(
			() => null,
			(error: unknown) => error,
		);
		while (!ready()) await new Promise((resolve) => setTimeout(resolve, 5));
		controller.abort();
		return call;
	}

	it("ends a call that hangs, whole or streamed, at once", async () => {
		const model = onFake(fake, "nova-micro");
		for (const operation of ["Converse", "ConverseStream"]) {
			fake.answer(operation, { hang: true });
			const before = fake.log.length;
			const start = (signal: AbortSignal) =>
				model.generate(ask("x"), operation === "Converse" ? testContext({ signal }) : listener(signal).context);
			const error = await stopped(start, () => fake.log.length > before);
			expect(error).toBeInstanceOf(AbortedError);
		}
	});

	it("ends a stream that hangs in the middle, and nothing is told after it", async () => {
		const stream = [begin, ...Array.from({ length: 50 }, () => text("on and ")), ...end];
		fake.answer("ConverseStream", { stream, hangAfter: 400 });
		let heard: readonly string[] = [];
		const start = (signal: AbortSignal) => {
			const ears = listener(signal);
			heard = ears.heard;
			return onFake(fake, "nova-micro").generate(ask("x"), ears.context);
		};
		const error = await stopped(start, () => heard.length > 0);
		expect(error).toBeInstanceOf(AbortedError);
		const { length } = heard;
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(heard.length).toBe(length);
	});

	it("before the call, sends nothing; afterwards the model answers as before", async () => {
		const before = fake.log.length;
		const model = onFake(fake, "nova-micro");
		await expect(model.generate(ask("x"), testContext({ signal: AbortSignal.abort() }))).rejects.toThrow(AbortedError);
		expect(fake.log.length).toBe(before);
		fake.answer("Converse", answered([{ text: "Hi." }]));
		expect((await model.generate(ask("x"), testContext())).finish).toBe("stop");
	});
});
