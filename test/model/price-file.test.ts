import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { priceFilePath, readPriceFile } from "../../src/model/price-file.ts";
import { priceOf } from "../../src/model/prices.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";

temporaryHome();

async function write(text: string) {
	await mkdir(dirname(priceFilePath()), { recursive: true });
	await writeFile(priceFilePath(), text);
}

test("without a file, the shipped prices", () => {
	expect(readPriceFile()).toBeNull();
	expect(priceOf("nova-micro")).toMatchObject({ input: 0.035, date: "2026-11-22" });
});

test("a refreshed row comes first, the shipped table fills the rest", async () => {
	const rows = [
		{ names: ["nova-micro"], scopes: ["region"], region: "us-east-1", input: 0.04, output: 0.16 },
		{ names: ["nova-micro"], scopes: ["region", "eu"], region: "eu-central-1", input: 0.05, output: 0.2 },
		{ names: ["nova-micro"], scopes: ["region", "eu"], region: "eu-west-1", input: 0.06, output: 0.24 },
	];
	await write(JSON.stringify({ version: 1, source: "a list", date: "2026-12-24", rows }));
	expect(priceOf("nova-micro")).toEqual({ input: 0.04, output: 0.16, source: "a list", date: "2026-12-24" });
	expect(priceOf("us.nova-micro")?.date).toBe("2026-11-22");
	expect(priceOf("nova-micro", "eu-west-1")?.input).toBe(0.06);
	expect(priceOf("eu.nova-micro", "eu-west-1")?.input).toBe(0.06);
	expect(priceOf("eu.nova-micro")?.input).toBe(0.05);
	expect(priceOf("nova-micro", "us-west-2")?.date).toBe("2026-11-22");
	expect(priceOf("nova-micro", "ap-south-1")).toBeNull();
});

test.each(["", "{", "[]", "null", '{"version":2,"source":"s","date":"d","rows":[]}'])(
	"a file that holds %j stops nothing",
	async (text) => {
		await write(text);
		expect(readPriceFile()).toBeNull();
		expect(priceOf("nova-micro")?.input).toBe(0.035);
	},
);
