import { expect, test } from "vitest";
import { readPriceListEntry } from "../../src/aws/price-list.ts";
import { namesOf, rowsOfRates } from "../../src/aws/price-rows.ts";
import { priceRows } from "../../src/model/prices-data.ts";
import { firstParty, listEntry, marketplace } from "./price-list-entries.ts";

const rates = [...firstParty, ...marketplace].flatMap((entry) => readPriceListEntry(entry) ?? []);

test("both spellings of the list are read, and come to the prices that another source gives", () => {
	const rows = rowsOfRates(rates, "us-east-1");
	const row = (name: string, scope: string) =>
		rows.find(({ names, scopes }) => names.includes(name) && scopes.some((each) => each === scope));
	for (const [name, scope] of [
		["nova-micro", "region"],
		["nova-micro", "us"],
		["nova-2-lite", "us"],
		["nova-2-lite", "global"],
		["claude-haiku-4-5", "us"],
		["claude-haiku-4-5", "global"],
		["claude-sonnet-4-5", "us"],
		["titan-embed-v2", "region"],
	] as const) {
		const shipped = priceRows.find(({ names, scopes }) => names.includes(name) && scopes.includes(scope));
		const { input, output } = shipped ?? {};
		expect(row(name, scope), `${scope} ${name}`).toMatchObject({ input, output });
	}
	expect(row("amazon.nova-micro-v1:0", "region")).toMatchObject({
		cacheRead: 0.00875,
		batchInput: 0.0175,
		batchOutput: 0.07,
	});
	expect(row("claude-haiku-4-5", "us")).toMatchObject({ cacheRead: 0.11, cacheWrite: 1.375, batchInput: 0.55 });
	expect(row("deepseek-r1", "region")).toMatchObject({ input: 1.35, output: 5.4 });
	expect(row("half-known", "region")).toBeUndefined();
});

test("a model with a shipped twin of the same price keeps its own names only", () => {
	expect(namesOf("Claude Sonnet 4.5")).toEqual(["anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"]);
	expect(namesOf("Claude Sonnet 4.6")).toEqual(["anthropic.claude-sonnet-4-6", "claude-sonnet-4-6"]);
	expect(namesOf("Llama 3.3 70B Instruct")).toEqual(["meta.llama3-3-70b-instruct-v1:0", "llama3-3-70b"]);
	expect(namesOf("Llama 4 Scout 17B")).toContain("llama4-scout");
});

test("a region's price is also that of its geography's profiles", () => {
	const scopes = (region: string) =>
		rowsOfRates(rates, region)
			.filter(({ names }) => names.includes("nova-micro"))
			.flatMap((row) => [row.region, ...row.scopes]);
	expect(scopes("eu-central-1")).toEqual(["eu-central-1", "region", "eu"]);
	expect(scopes("ap-south-1")).toEqual(["ap-south-1", "region", "apac"]);
	expect(scopes("sa-east-1")).toEqual(["sa-east-1", "region"]);
	expect(rowsOfRates([], "us-east-1")).toEqual([]);
});

test.each([
	["an image", listEntry({ model: "Nova Canvas", usagetype: "USE1-NovaCanvas-T2I-1024-Standard" }, "0.04", "image")],
	["another tier", listEntry({ model: "M", usagetype: "USE1-M-input-tokens-priority" }, "0.001")],
	[
		"another tier, by its attribute",
		listEntry({ model: "M", usagetype: "USE1-M-input-tokens", service_tier: "flex" }, "1"),
	],
	["reserved capacity", listEntry({ model: "M", usagetype: "USE1-M_Reserved_1Month_InputTPM" }, "12")],
	["a unit that is not known", listEntry({ model: "M", usagetype: "USE1-M-input-tokens" }, "0.5", "Hours")],
	["a price that is none", listEntry({ model: "M", usagetype: "USE1-M-input-tokens" }, "")],
	["no model", listEntry({ usagetype: "USE1-M-input-tokens" }, "0.001")],
	["no terms", '{"product":{"attributes":{"model":"M","usagetype":"USE1-M-input-tokens"}}}'],
	["no object", "null"],
])("%s is no rate of ours", (_, entry) => {
	expect(readPriceListEntry(entry)).toBeNull();
});

test("entries may come parsed, and a unit may be said in the description", () => {
	const entry = listEntry({ model: "M", usagetype: "USE1-M-input-tokens" }, "0.5", "", "$0.5 per 1M input tokens");
	expect(readPriceListEntry(JSON.parse(entry))).toEqual({
		model: "M",
		kind: "input",
		global: false,
		batch: false,
		usdPerMillion: 0.5,
	});
});
