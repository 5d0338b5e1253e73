import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { bedrockPrice } from "../../src/aws/bedrock-price.ts";
import { type PriceFile, priceFilePath } from "../../src/model/price-file.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";

temporaryHome();

const novaPro = { modelId: "amazon.nova-pro-v1:0", geography: "region" } as const;

async function refreshed(rows: PriceFile["rows"]): Promise<void> {
	const file: PriceFile = { version: 1, source: "AWS price list, eu-north-1", date: "2026-12-01", rows };
	await mkdir(dirname(priceFilePath()), { recursive: true });
	await writeFile(priceFilePath(), JSON.stringify(file));
}

describe("bedrockPrice", () => {
	it("is the shipped price in a region of the US", () => {
		expect(bedrockPrice(novaPro, "us-west-2", undefined)).toMatchObject({ input: 0.8, output: 3.2 });
	});

	it("is unknown in a region that no list names, in GovCloud, and while the region is unknown", () => {
		for (const region of ["eu-north-1", "us-gov-west-1", null, undefined]) {
			expect(bedrockPrice(novaPro, region, undefined)).toBeNull();
		}
	});

	it("is the refreshed price of a region outside the US", async () => {
		const row = { names: ["amazon.nova-pro-v1:0", "nova-pro"], region: "eu-north-1", input: 1.05, output: 4.2 };
		await refreshed([{ ...row, scopes: ["region", "eu"] }]);
		expect(bedrockPrice(novaPro, "eu-north-1", undefined)).toMatchObject({
			input: 1.05,
			output: 4.2,
			source: "AWS price list, eu-north-1",
			date: "2026-12-01",
		});
		expect(bedrockPrice(novaPro, "eu-west-1", undefined)).toBeNull();
	});

	it("is that of the profile's geography as it is called from the region, where the list parts them", async () => {
		const row = { names: ["amazon.nova-pro-v1:0", "nova-pro"], scopes: ["eu" as const] };
		await refreshed([
			{ ...row, region: "eu-north-1", input: 1.05, output: 4.2 },
			{ ...row, region: "eu-west-3", input: 1.2, output: 4.8 },
		]);
		const profile = { modelId: "eu.amazon.nova-pro-v1:0", geography: "eu" } as const;
		expect(bedrockPrice(profile, "eu-west-3", undefined)?.input).toBe(1.2);
		expect(bedrockPrice(profile, "eu-central-1", undefined)?.input).toBe(1.05);
	});

	it("is unknown for another service tier, and for a model of one's own", () => {
		expect(bedrockPrice(novaPro, "us-east-1", "flex")).toBeNull();
		expect(bedrockPrice(novaPro, "us-east-1", "default")?.input).toBe(0.8);
		const own = { modelId: "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/abc", geography: null };
		expect(bedrockPrice(own, "us-east-1", undefined)).toBeNull();
	});
});
