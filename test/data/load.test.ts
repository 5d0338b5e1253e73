import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigError, DataError } from "../../src/core/errors.ts";
import { dataset, type ShippedName } from "../../src/data/load.ts";

const spec = { input: ["text"], expected: ["label"] } as const;
let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "touchstone-load-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string | Uint8Array): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, text);
	return path;
}

describe("dataset.csv", () => {
	it("reads a file, and is called like it", async () => {
		const path = await file("pets.csv", '\uFEFFtext,label\r\n"a, ""b""\nc",x\r\n');
		const pets = await dataset.csv(path, spec);
		expect(pets.name).toBe("pets");
		expect(pets.examples).toEqual([{ id: "1", input: { text: 'a, "b"\nc' }, expected: { label: "x" } }]);
		expect((await dataset.csv(path, { ...spec, name: "mine" })).name).toBe("mine");
	});

	it("holds text, which shapes convert", async () => {
		const path = await file("scores.csv", "text,label\na,4\n");
		const shapes = { input: { text: z.string() }, expected: { label: z.coerce.number() } };
		expect((await dataset.csv(path, shapes)).examples[0]?.expected).toEqual({ label: 4 });
		expect((await dataset.csv(path, spec)).examples[0]?.expected).toEqual({ label: "4" });
	});

	it("says where it is broken", async () => {
		const ragged = dataset.csv(await file("bad.csv", "text,label\na,x\nb\n"), spec);
		await expect(ragged).rejects.toThrow(/bad, row 2: expected 2 cells \(text, label\), found 1/);
		const other = dataset.csv(await file("other.csv", "text,labels\na,x\n"), spec);
		await expect(other).rejects.toMatchObject({ code: "data", dataset: "other", row: 1, column: "label" });
		const empty = dataset.csv(await file("empty.csv", "text,label\n"), spec);
		await expect(empty).rejects.toThrow("dataset empty: expected at least one row, found none");
	});

	it.each([
		["Latin-1", Buffer.from("text,label\na,x\ncaf\u00e9,y\n", "latin1"), 3],
		["UTF-16", Buffer.from("\uFEFFtext,label\na,x\n", "utf16le"), 1],
	])("says that %s is no UTF-8, and where", async (_, bytes, line) => {
		const read = dataset.csv(await file("odd.csv", bytes), spec);
		await expect(read).rejects.toThrow(new RegExp(`odd: expected text in UTF-8, found other bytes in line ${line} of`));
		await expect(read).rejects.toBeInstanceOf(DataError);
	});

	it("takes the replacement character for what it is where a file holds it in UTF-8", async () => {
		const path = await file("replaced.csv", "text,label\nna\uFFFDve,x\n");
		expect((await dataset.csv(path, spec)).examples[0]?.input).toEqual({ text: "na\uFFFDve" });
	});

	it("says which file cannot be read", async () => {
		const absent = dataset.csv(join(folder, "absent.csv"), spec);
		await expect(absent).rejects.toThrow(/^dataset absent: cannot read .*absent\.csv: ENOENT/);
		await expect(absent).rejects.toBeInstanceOf(DataError);
		await expect(dataset.csv(folder, spec)).rejects.toBeInstanceOf(DataError);
	});
});

describe("dataset.jsonl", () => {
	it("reads a file with values of any kind, behind a byte-order mark too", async () => {
		const path = await file("facts.jsonl", '\uFEFF{"text":["a"],"label":7}\n{"text":null,"label":{}}\n');
		expect((await dataset.jsonl(path, spec)).examples.map(({ input, expected }) => [input, expected])).toEqual([
			[{ text: ["a"] }, { label: 7 }],
			[{ text: null }, { label: {} }],
		]);
	});

	it("says where it is broken", async () => {
		const broken = dataset.jsonl(await file("x.jsonl", '{"text":"a","label":"x"}\n{"text":\n'), spec);
		await expect(broken).rejects.toThrow(/x, line 2: expected JSON/);
	});
});

describe("dataset.load", () => {
	it.each([
		["product-relevance", ["query", "product"], ["label"], "category"],
		["news-summaries", ["article"], ["summary"], "topic"],
		["support-qa", ["question", "context"], ["answer"], "kind"],
	] as const)("%s comes in three parts that share no row", async (name, inputs, outputs, tag) => {
		const { train, validate, test } = await dataset.load(name);
		const parts = [train, validate, test];
		expect(parts.map((part) => [part.name, part.part])).toEqual([
			[`${name}/train`, "train"],
			[`${name}/validate`, "validate"],
			[`${name}/test`, "test"],
		]);
		const all = parts.flatMap((part) =>
			part.examples.map((example) => example as { id: string; input: object; expected: object; tags?: object }),
		);
		expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
		expect(new Set(all.map(({ input }) => JSON.stringify(input))).size).toBe(all.length);
		for (const { input, expected, tags } of all) {
			expect(Object.keys(input)).toEqual(inputs);
			expect(Object.keys(expected)).toEqual(outputs);
			for (const value of Object.values({ ...input, ...expected })) expect(value).toMatch(/\S/);
			expect(tags).toHaveProperty(tag);
		}
	});

	it("product-relevance is parted 120, 120, 240, and knows three labels", async () => {
		const { train, validate, test } = await dataset.load("product-relevance");
		expect([train.length, validate.length, test.length]).toEqual([120, 120, 240]);
		for (const part of [train, validate, test]) {
			expect(new Set(part.examples.map(({ expected }) => expected.label))).toEqual(
				new Set(["positive", "moderate", "negative"]),
			);
		}
	});

	it.each(["nothing", "constructor", ""])("lists what there is when asked for %j", async (name) => {
		const load = dataset.load(name as ShippedName);
		await expect(load).rejects.toBeInstanceOf(ConfigError);
		await expect(load).rejects.toThrow(
			`expected one of product-relevance, news-summaries, support-qa, author-labels, found "${name}"`,
		);
	});
});
