import { describe, expect, it } from "vitest";
import { modelTable } from "../../src/aws/model-table.ts";
import { prices } from "../../src/aws/prices.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";

temporaryHome();

describe("aws.prices", () => {
	it("knows a model by the short name that aws.bedrock has for it as by its id", () => {
		for (const { alias, id, profiles } of modelTable) {
			expect(prices.of(alias), alias).toEqual(prices.of(id));
			for (const geography of profiles) {
				expect(prices.of(`${geography}.${alias}`), alias).toEqual(prices.of(`${geography}.${id}`));
			}
		}
		expect(prices.of("llama-4-scout")).toMatchObject({ input: 0.17, output: 0.66 });
		expect(prices.of("us.claude-haiku-4.5")).toMatchObject({ input: 1.1, output: 5.5 });
	});

	it("halves it for a batch, and knows neither of what it does not know", () => {
		expect(prices.batchOf("llama-4-scout")).toMatchObject({ input: 0.085, output: 0.33 });
		for (const name of ["no-such-model", ""]) {
			expect(prices.of(name)).toBeNull();
			expect(prices.batchOf(name)).toBeNull();
		}
		expect(prices.of("nova-lite", "eu-north-1")).toBeNull();
	});
});
