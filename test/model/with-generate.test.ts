import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Generate, Model, ModelResponse } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { noUsage } from "../../src/model/usage.ts";
import { withGenerate } from "../../src/model/with-generate.ts";
import { wrap } from "../../src/model/wrap.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

class Parrot implements Model {
	readonly id = "parrot";
	readonly can = { json: true, tools: false, stream: false, logprobs: false };
	#said = 0;
	get identity() {
		return "parrot:1";
	}
	get facts() {
		return { said: this.#said };
	}
	async generate(): Promise<ModelResponse> {
		this.#said++;
		return { content: [{ type: "text", text: '{"a":"hello"}' }], finish: "stop", usage: noUsage, latencyMs: 0 };
	}
	async countTokens() {
		return this.#said;
	}
}

const say = signature({ name: "say", instructions: "Say.", input: { q: z.string() }, output: { a: z.string() } });

describe("a model written as a class", () => {
	it("answers, bare and in middleware, and is read late", async () => {
		const parrot = new Parrot();
		const pass = (next: Generate): Generate => next;
		for (const model of [parrot, wrap(parrot, pass), wrap(wrap(parrot, pass), pass), wrap(parrot)]) {
			expect((await predict(say).using(model).run({ q: "" })).output).toEqual({ a: "hello" });
		}
		const wrapped = wrap(parrot, pass);
		expect(wrapped).toMatchObject({ id: "parrot", identity: "parrot:1", facts: { said: 4 } });
		await wrapped.generate({ messages: [] }, {} as never);
		expect(wrapped.facts).toEqual({ said: 5 });
		expect(await wrapped.countTokens?.({ messages: [] })).toBe(5);
		expect(wrapped.prepare).toBeUndefined();
	});
});

describe("withGenerate", () => {
	it("changes the answer alone, and leaves the model as it was", async () => {
		const model = scripted(["a"]);
		const other = withGenerate(model, () => Promise.reject(new Error("other")));
		await expect(other.generate({ messages: [] }, {} as never)).rejects.toThrow("other");
		expect({ ...other }).toMatchObject({ id: model.id, identity: model.identity, can: model.can, price: model.price });
		expect(model.calls).toBe(0);
	});
});
