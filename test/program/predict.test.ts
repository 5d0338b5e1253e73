import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DataError, OutputError } from "../../src/core/errors.ts";
import { spansOf, startTrace } from "../../src/core/trace.ts";
import { textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

const relevance = signature({
	name: "relevance",
	instructions: "Judge the product.",
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["positive", "moderate", "negative"]).describe("how well it serves") },
});
const input = { query: "red shoes", product: "blue hat" };

describe("predict", () => {
	it("fills the output fields from JSON, and tells the model its fields, their types and meanings", async () => {
		const model = scripted(['{"label":"negative"}']);
		const { output, repairs } = await predict(relevance).using(model).run(input);
		expect(output).toEqual({ label: "negative" });
		expect(repairs).toBe(0);
		const [request] = model.requests;
		expect(request?.system).toContain("Judge the product.");
		expect(request?.system).toContain('- label: one of "positive", "moderate", "negative". how well it serves');
		expect(textOf(request?.messages[0]?.content ?? [])).toBe("<query>red shoes</query>\n<product>blue hat</product>");
		expect(request?.output).toMatchObject({ type: "object", required: ["label"] });
		expect(request).toMatchObject({ temperature: 0 });
		expect(request).not.toHaveProperty("seed"); // a greedy answer does not depend on it, so the cache is shared
	});

	it("asks for tagged sections where the model cannot be held to JSON", async () => {
		const model = scripted(["I think <label>Moderate.</label>"], { can: { json: false } });
		const { output } = await predict(relevance).using(model).run(input);
		expect(output).toEqual({ label: "moderate" });
		expect(model.requests[0]).not.toHaveProperty("output");
	});

	it("asks again once with what was wrong, and counts it", async () => {
		const model = scripted(['{"label":"bad"}', '{"label":"positive"}']);
		const { output, repairs } = await predict(relevance).using(model).run(input);
		expect(output).toEqual({ label: "positive" });
		expect(repairs).toBe(1);
		const turns = model.requests[1]?.messages ?? [];
		expect(turns.map((turn) => turn.role)).toEqual(["user", "assistant", "user"]);
		expect(textOf(turns[2]?.content ?? [])).toMatch(/does not fit:\n- label: /);
	});

	it("says which field failed, how, and what the model said, when the repair is bad too", async () => {
		const model = scripted(["no idea", '{"label":"maybe"}']);
		const error = await predict(relevance)
			.using(model)
			.run(input)
			.catch((e: unknown) => e);
		expect(error).toBeInstanceOf(OutputError);
		expect(error).toMatchObject({ code: "output", step: "relevance", field: "label", text: '{"label":"maybe"}' });
		expect((error as Error).message).toMatch(/^relevance: the answer does not fit after one repair: label: /);
	});

	it("does not ask again for what a filter blocked: one call, one sentence, what came instead", async () => {
		const instead = [{ type: "text" as const, text: "I cannot say." }];
		const model = scripted([{ content: instead, finish: "blocked" }], { id: "guarded" });
		const trace = startTrace("test");
		const error = await predict(relevance, { repairs: 3 })
			.using(model)
			.run(input, { trace })
			.catch((e: unknown) => e);
		expect(model.calls).toBe(1);
		expect(error).toBeInstanceOf(OutputError);
		expect(error).toMatchObject({ step: "relevance", text: "I cannot say.", repairs: 0 });
		expect((error as Error).message).toMatch(/^relevance: expected an answer of guarded, found .* blocked it\./);
		expect(JSON.stringify(trace.data)).toContain("a filter blocked the answer");
	});

	it("ends at a repair that is blocked, and counts it", async () => {
		const model = scripted(["no idea", { content: [], finish: "blocked" }]);
		const run = predict(relevance, { repairs: 3 }).using(model).run(input);
		await expect(run).rejects.toMatchObject({ code: "output", text: "", repairs: 1 });
		expect(model.calls).toBe(2);
	});

	it("sends demonstrations as turns in the adapter's own form", async () => {
		const model = scripted(['{"label":"positive"}']);
		const program = predict(relevance).with({
			relevance: {
				instructions: "New words.",
				demos: [{ input: { query: "q", product: "p" }, output: { label: "moderate" } }],
			},
		});
		await program.using(model).run(input);
		const [request] = model.requests;
		expect(request?.system).toMatch(/^New words\./);
		expect(textOf(request?.messages[1]?.content ?? [])).toBe('{"label":"moderate"}');
	});

	it("traces the call inside its step", async () => {
		const trace = startTrace("row");
		await predict(relevance, { model: scripted(['{"label":"positive"}'], { id: "m" }) }).run(input, { trace });
		expect(spansOf(trace.data, "model").map((span) => span.name)).toEqual(["m"]);
		expect(trace.data.children[0]).toMatchObject({ name: "relevance", attributes: { output: { label: "positive" } } });
	});

	it("refuses to run without a model, and with an input that does not fit: the row is bad, not the call", async () => {
		await expect(predict(relevance).run(input)).rejects.toThrow(/relevance: no model\. Bind one/);
		for (const bad of [{ query: 1, product: "p" }, { product: "p" }, undefined, null]) {
			const ran = predict(relevance)
				.using(scripted([]))
				.run(bad as unknown as typeof input);
			await expect(ran).rejects.toThrow(/the input does not fit: query: /);
			await expect(ran).rejects.toBeInstanceOf(DataError);
			await expect(ran).rejects.toMatchObject({ code: "data", column: "query" });
		}
	});

	it.each([true, false])("takes fields by names that every object has (JSON: %s)", async (json) => {
		const odd = signature({
			name: "odd",
			instructions: "Write.",
			input: { valueOf: z.string().optional() },
			output: { constructor: z.string().optional(), toString: z.string() },
		});
		const answers = json
			? ['{"constructor":"a","toString":"b"}', '{"toString":"b"}']
			: ["<constructor>a</constructor><toString>b</toString>", "<toString>b</toString>"];
		const program = predict(odd).using(scripted(answers, { can: { json } }));
		const both = (await program.run({ valueOf: "x" })).output;
		const one = (await program.run({} as never)).output;
		expect(Object.entries(both)).toEqual([
			["constructor", "a"],
			["toString", "b"],
		]);
		expect(Object.entries(one)).toEqual([["toString", "b"]]);
	});

	it("reads null as absent where a field may be left out and may not be null", async () => {
		const note = signature({
			name: "note",
			instructions: "Write.",
			input: { q: z.string() },
			output: { a: z.string().optional(), b: z.string().nullish(), c: z.string().default("c"), d: z.any().optional() },
		});
		const { output } = await predict(note)
			.using(scripted(['{"a":null,"b":null,"c":null,"d":null}']))
			.run({ q: "" });
		expect(output).toEqual({ b: null, c: "c", d: null });
	});

	it("passes seed and sample on when it samples", async () => {
		const model = scripted(['{"label":"positive"}']);
		await predict(relevance, { temperature: 0.7 }).using(model).run(input, { seed: 5, sample: 2 });
		expect(model.requests[0]).toMatchObject({ temperature: 0.7, seed: 5, sample: 2 });
	});
});
