import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DataError } from "../../src/core/errors.ts";
import { shippedRows } from "../../src/data/shipped.ts";

describe("shippedRows", () => {
	it("reads every row of a CSV file, its columns as the file names them", async () => {
		const rows = await shippedRows("product-relevance");
		const file = readFileSync(
			new URL("../../datasets/product-relevance/product-relevance.csv", import.meta.url),
			"utf8",
		);
		const [header = ""] = file.split("\n");
		expect(rows.length).toBe(480);
		expect(Object.keys(rows[0] ?? {}).join()).toBe(header);
	});

	it("reads every line of a file of JSON lines", async () => {
		const rows = await shippedRows("news-summaries");
		const file = readFileSync(new URL("../../datasets/news-summaries/news-summaries.jsonl", import.meta.url), "utf8");
		expect(rows).toEqual(
			file
				.trim()
				.split("\n")
				.map((line) => JSON.parse(line)),
		);
	});

	it("puts each row in a part", async () => {
		for (const name of ["product-relevance", "news-summaries", "support-qa"]) {
			const splits = (await shippedRows(name)).map((row) => row.split);
			expect(new Set(splits)).toEqual(new Set(["train", "validate", "test"]));
		}
	});

	it("says what to do when the file is not there", async () => {
		const absent = shippedRows("no-such-set");
		await expect(absent).rejects.toBeInstanceOf(DataError);
		await expect(absent).rejects.toThrow(
			"dataset no-such-set: expected its file in the package's datasets folder, found none. Reinstall touchstone.",
		);
	});
});
