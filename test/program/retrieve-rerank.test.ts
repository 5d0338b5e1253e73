import { describe, expect, it } from "vitest";
import { startTrace } from "../../src/core/trace.ts";
import { scripted } from "../../src/model/scripted.ts";
import { rerank, reranker } from "../../src/program/retrieve-rerank.ts";

const context = () => ({ seed: 0, trace: startTrace("run") });
const order = (answer: string, texts: readonly string[]) =>
	rerank(reranker(scripted([answer, answer])), "q", texts, context());

describe("rerank", () => {
	it("takes the model's order and adds what it leaves out", async () => {
		expect(await order('{"order":[3,1]}', ["a", "b", "c"])).toEqual([2, 0, 1]);
	});

	it("passes over numbers that are none or come twice", async () => {
		expect(await order('{"order":[2,2,0,-1,7]}', ["a", "b"])).toEqual([1, 0]);
		expect(await order('{"order":[]}', ["a", "b"])).toEqual([0, 1]);
	});

	it("keeps the order when there is no list of numbers", async () => {
		expect(await order('{"order":["b"]}', ["a", "b"])).toEqual([0, 1]);
	});

	it("asks nobody about one text or none", async () => {
		const model = scripted([]);
		expect(await rerank(reranker(model), "q", ["a"], context())).toEqual([0]);
		expect(await rerank(reranker(model), "q", [], context())).toEqual([]);
		expect(model.calls).toBe(0);
	});
});
