import { describe, expect, it } from "vitest";
import type { ListedRate } from "../../src/aws/price-list.ts";
import { namesOf, rowsOfRates } from "../../src/aws/price-rows.ts";

const rate = (kind: ListedRate["kind"], usdPerMillion: number, more: Partial<ListedRate> = {}): ListedRate => ({
	model: "Nova Pro",
	kind,
	usdPerMillion,
	batch: false,
	global: false,
	...more,
});

describe("rowsOfRates", () => {
	it("joins the rates of a model, those of batches apart, for the region and its geography", () => {
		const rates = [
			rate("input", 1.05),
			rate("output", 4.2),
			rate("cacheRead", 0.2625),
			rate("input", 0.525, { batch: true }),
			rate("output", 2.1, { batch: true }),
		];
		expect(rowsOfRates(rates, "eu-north-1")).toEqual([
			{
				names: expect.arrayContaining(["amazon.nova-pro-v1:0", "nova-pro"]),
				scopes: ["region", "eu"],
				region: "eu-north-1",
				input: 1.05,
				output: 4.2,
				cacheRead: 0.2625,
				batchInput: 0.525,
				batchOutput: 2.1,
			},
		]);
	});

	it("keeps the global profile's rates in a row of their own", () => {
		const global = { global: true };
		const rates = [rate("input", 1), rate("output", 2), rate("input", 3, global), rate("output", 4, global)];
		expect(rowsOfRates(rates, "sa-east-1").map(({ scopes, input }) => [scopes, input])).toEqual([
			[["region"], 1],
			[["global"], 3],
		]);
	});

	it("takes the dearest of a kind that is listed twice", () => {
		expect(rowsOfRates([rate("input", 1), rate("input", 2), rate("output", 3)], "us-east-1")[0]?.input).toBe(2);
	});

	it("has no row for half a price, but for embeddings, which have no output", () => {
		expect(rowsOfRates([rate("input", 1)], "us-east-1")).toEqual([]);
		expect(rowsOfRates([rate("output", 1)], "us-east-1")).toEqual([]);
		expect(rowsOfRates([], "us-east-1")).toEqual([]);
		const titan = rate("input", 0.02, { model: "Titan Text Embeddings V2" });
		expect(rowsOfRates([titan], "us-east-1")[0]).toMatchObject({ input: 0.02, output: 0 });
	});
});

describe("namesOf", () => {
	it("meets AWS's two spellings of one model, and makes a name for what is new", () => {
		expect(namesOf("Llama 4 Scout 17B")).toContain("llama4-scout");
		expect(namesOf("Claude Haiku 4.5")).toContain("anthropic.claude-haiku-4-5-20251001-v1:0");
		expect(namesOf("Acme (Large) 2.5!")).toEqual(["acme-large-2-5"]);
	});
});
