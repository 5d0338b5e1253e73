import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as root from "../../src/index.ts";
import { bodyOf, findExamples, stepsOf } from "./examples.ts";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".ts") && name !== "cli.ts")
	.sort();

const AsyncFunction = (async () => {}).constructor as new (
	...parts: string[]
) => (...values: unknown[]) => Promise<unknown[][]>;

// Doubles differ in the last digits between machines; everything else must be equal.
function close(value: unknown): unknown {
	if (typeof value === "number" && Number.isFinite(value)) {
		return expect.closeTo(value, Math.max(0, 9 - Math.ceil(Math.log10(Math.abs(value) || 1))));
	}
	if (Array.isArray(value)) return value.map(close);
	if (typeof value === "object" && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, close(inner)]));
	}
	return value;
}

const plain = (value: unknown): unknown =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : value;

describe("every @example in a doc comment runs and gives what it says", () => {
	for (const file of files) {
		const examples = findExamples(readFileSync(join(source, file), "utf8"));
		it.each(examples.map((example) => [`${file}:${example.line}`, example] as const))("%s", async (_, example) => {
			const own = (await import(join(source, file))) as Record<string, unknown>;
			const scope: Record<string, unknown> = { z, ...root, ...own };
			// A name that the example declares itself is not handed in.
			const names = Object.keys(scope).filter(
				(name) => name !== "default" && !new RegExp(`\\b(?:const|let|function)\\s+${name}\\b`).test(example.code),
			);
			const steps = stepsOf(example.code);
			expect(
				steps.some((step) => step.kind === "compare"),
				"an example shows a result after // =>",
			).toBe(true);
			const run = new AsyncFunction(...names, bodyOf(steps));
			for (const [found, expected] of await run(...names.map((name) => scope[name]))) {
				expect(plain(found)).toEqual(close(expected));
			}
		});
	}
});

describe("the example runner itself", () => {
	it("compares and does not only run", async () => {
		const [example] = findExamples("/**\n * @example\n * const a = 1;\n * a +\n *   1 // => 3\n */");
		expect(example).toMatchObject({ line: 2, code: "const a = 1;\na +\n  1 // => 3" });
		const pairs = await new AsyncFunction(bodyOf(stepsOf(example?.code ?? "")))();
		expect(pairs).toEqual([[2, 3]]);
	});
});
