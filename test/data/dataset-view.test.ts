import { describe, expect, it } from "vitest";
import { datasetOf } from "../../src/data/dataset.ts";
import { viewDataset } from "../../src/data/dataset-view.ts";

const spec = { name: "pets", input: ["text"], expected: ["label"] } as const;
const pets = (texts: readonly string[]) =>
	datasetOf(
		texts.map((text) => ({ text, label: "cat" })),
		spec,
	);

describe("the view of a data set", () => {
	it("shows the first five rows, what is expected apart, and the hash", () => {
		const data = pets(["a", "b", "c", "d", "e", "f"]);
		const { text } = viewDataset(data);
		expect(text).toContain("pets: 6 rows");
		expect(text).toContain("→ label");
		expect(text).toMatch(/^5 +e +cat/m);
		expect(text).not.toMatch(/^6 /m);
		expect(text).toContain(`The first 5 are shown. Content hash ${data.hash.slice(0, 12)}.`);
	});

	it("shows a single row", () => {
		const { text } = viewDataset(pets(["a"]));
		expect(text).toContain("pets: 1 row\n");
		expect(text).not.toContain("are shown");
	});

	it("says how many rows ask what an earlier one asks", () => {
		expect(viewDataset(pets(["a", "b", "a", "a"])).text).toContain("2 rows with the input of an earlier one.");
		expect(viewDataset(pets(["a", "b"])).text).not.toContain("earlier");
	});

	it("shows values that are no text as JSON, and inputs that are no records", () => {
		const lists = datasetOf([{ text: ["x", 1], label: null }], spec);
		expect(viewDataset(lists).text).toContain('["x",1]');
		const bare = { ...lists, examples: [{ id: "1", input: "plain", expected: 3 }] };
		expect(viewDataset(bare).text).toMatch(/1 +plain +3/);
	});
});
