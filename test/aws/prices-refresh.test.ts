import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { batchPriceOf } from "../../src/aws/batch-price-of.ts";
import { priceBasis } from "../../src/aws/price-basis.ts";
import { prices } from "../../src/aws/prices.ts";
import { priceOf } from "../../src/model/prices.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { firstParty, marketplace } from "./price-list-entries.ts";

const home = temporaryHome();
const credentials = { accessKeyId: "made-up", secretAccessKey: "made-up" };
const clock = { now: () => Date.parse("2026-12-24T10:00:00Z"), sleep: async () => {} };

interface Asked {
	readonly ServiceCode: string;
	readonly NextToken?: string;
	readonly Filters: readonly { readonly Field: string; readonly Value: string }[];
}

/** The real client speaks to this: pages of two entries of the made-up list. */
async function priceList(lists: Readonly<Record<string, readonly string[]>>) {
	const asked: Asked[] = [];
	const server = createServer(async (request, response) => {
		let body = "";
		for await (const piece of request) body += piece;
		const call = JSON.parse(body) as Asked;
		asked.push(call);
		const entries = lists[call.ServiceCode];
		response.setHeader("content-type", "application/x-amz-json-1.1");
		if (entries === undefined) {
			response.statusCode = 400;
			response.end(JSON.stringify({ __type: "NotFoundException", message: "no such service code" }));
			return;
		}
		const from = Number(call.NextToken ?? 0);
		const next = from + 2 < entries.length ? { NextToken: String(from + 2) } : {};
		response.end(JSON.stringify({ FormatVersion: "aws_v1", PriceList: entries.slice(from, from + 2), ...next }));
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	open.push(server);
	return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const open: { close(): unknown }[] = [];
afterEach(() => {
	for (const server of open.splice(0)) server.close();
});

test("refreshed prices are kept for this user and used from then on, with their source and date", async () => {
	const { endpoint, asked } = await priceList({
		AmazonBedrock: firstParty,
		AmazonBedrockFoundationModels: marketplace,
	});
	const before = priceOf("us.anthropic.claude-haiku-4-5-20251001-v1:0");
	expect(before).toMatchObject({ input: 1.1, date: "2026-11-22" });
	const refreshed = await prices.refresh({ endpoint, credentials, clock });
	expect(priceOf("us.anthropic.claude-haiku-4-5-20251001-v1:0")).toEqual({
		input: 1.1,
		output: 5.5,
		cacheRead: 0.11,
		cacheWrite: 1.375,
		source: "AWS price list, us-east-1",
		date: "2026-12-24",
	});
	expect(prices.of("deepseek-r1")?.input).toBe(1.35);
	expect(priceOf("eu.nova-pro")?.date).toBe("2026-11-22"); // not in the list: the shipped price stays
	expect(JSON.parse(await readFile(join(home.path, "aws", "prices.json"), "utf8"))).toMatchObject({ version: 1 });
	expect(refreshed.view().text).toContain("(estimates)");
	expect(refreshed.view().text).toContain("read 2026-12-24");
	expect(refreshed.skipped).toBe(7);
	expect([...new Set(asked.map(({ ServiceCode }) => ServiceCode))]).toEqual([
		"AmazonBedrock",
		"AmazonBedrockFoundationModels",
		"AmazonBedrockService", // refused, and that is fine
	]);
	expect(asked[0]?.Filters).toEqual([{ Type: "TERM_MATCH", Field: "regionCode", Value: "us-east-1" }]);
});

test("a list without a price that can be read changes nothing", async () => {
	const { endpoint } = await priceList({ AmazonBedrock: ["{}"] });
	await expect(prices.refresh({ endpoint, credentials, clock })).rejects.toMatchObject({
		code: "config",
		message: expect.stringContaining("found none in 1 entry"),
	});
	expect(priceOf("nova-micro")?.date).toBe("2026-11-22");
});

test("the price of a batch: the listed one, else half", async () => {
	expect(batchPriceOf("nova-pro")).toMatchObject({ input: 0.4, output: 1.6, source: expect.stringContaining("half") });
	expect(batchPriceOf("no-such-model")).toBeNull();
	const { endpoint } = await priceList({ AmazonBedrock: firstParty, AmazonBedrockFoundationModels: marketplace });
	await prices.refresh({ endpoint, credentials, clock });
	expect(prices.batchOf("amazon.nova-micro-v1:0")).toEqual({
		input: 0.0175,
		output: 0.07,
		source: "AWS price list, us-east-1, batch",
		date: "2026-12-24",
	});
	expect(priceBasis("nova-micro", batchPriceOf("nova-micro"))).toBe(
		"Price of nova-micro: $0.0175 in, $0.07 out a million tokens (an estimate); AWS price list, us-east-1, batch, 2026-12-24.",
	);
});
