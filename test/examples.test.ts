import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPrints, writePrints } from "../scripts/examples/prints.ts";
import { byHand, folder, runExample } from "../scripts/examples/run.ts";

const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const read = (name: string) => readFileSync(join(folder, name), "utf8");

// A process each; vitest runs five at a time.
describe("an example prints what it says, and leaves nothing behind", () => {
	const ran = names.filter((name) => !byHand.has(name));
	it.concurrent.each(ran)("%s", { timeout: 60_000 }, async (name) => {
		const { output, left } = await runExample(name);
		expect(output).toBe(readPrints(read(name)));
		expect(left).toEqual([]);
	});

	it.each([...byHand])("%s needs a model: it is type-checked only, run it by hand", (name) => {
		expect(read(name)).toMatch(/^\/\/ Needs a model: npx touchstone models pull /);
	});
});

describe("an example", () => {
	it.each(names)("%s ends with its output, fits a screen and imports the package alone", (name) => {
		const source = read(name);
		expect(readPrints(source), "a block of comments under // Prints:").toBeTruthy();
		expect(source.split("\n// Prints:")[0]?.split("\n").length).toBeLessThanOrEqual(40);
		const imported = [...source.matchAll(/^(?:import|\}) .*from "(.+)";$/gm)].map((found) => found[1] ?? "");
		expect(imported).toContain("touchstone");
		expect(imported.filter((from) => !/^(touchstone|zod|node:.+)$/.test(from))).toEqual([]);
	});

	it("has its line in the README", () => {
		const listed = [...read("README.md").matchAll(/^- \[.+?\]\((.+?\.ts)\): /gm)].map((found) => found[1]);
		expect(listed.sort()).toEqual([...names].sort());
	});
});

describe("the block of output", () => {
	it("comes back as it was written, empty lines and all", () => {
		const source = writePrints('console.log("a\\n\\n  b");\n', "a\n\n  b");
		expect(source).toBe('console.log("a\\n\\n  b");\n\n// Prints:\n// a\n//\n//   b\n');
		expect(readPrints(source)).toBe("a\n\n  b");
		expect(writePrints(source, "c")).toBe('console.log("a\\n\\n  b");\n\n// Prints:\n// c\n');
	});

	it("is missed where there is none, and may hold no code", () => {
		expect(readPrints("console.log(1);\n")).toBeNull();
		expect(() => readPrints("1;\n\n// Prints:\n// 1\nconsole.log(2);\n")).toThrow("found console.log(2);");
	});
});
