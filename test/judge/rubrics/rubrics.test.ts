import { expect, test } from "vitest";
import { rubricText } from "../../../src/judge/rubric.ts";
import * as rubrics from "../../../src/judge/rubrics/index.ts";
import { readingOf } from "../../../src/judge/scale.ts";

test.each(Object.values(rubrics))(
	"$name: a usable scale, known levels, a source, and a text without a trace of code",
	(rubric) => {
		const levels = readingOf(rubric.scale).levels.map(({ level }) => String(level));
		for (const level of Object.keys(rubric.levels ?? {})) expect(levels).toContain(level);
		expect(rubric.source.length).toBeGreaterThan(10);
		expect(rubricText(rubric)).not.toMatch(/undefined|\[object|\$\{/);
		expect(JSON.parse(JSON.stringify(rubric))).toEqual(rubric); // data, no functions
	},
);

test("names are unique, and numbers are told best first", () => {
	const all = Object.values(rubrics);
	expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
	expect(rubricText(rubrics.helpfulnessRubric)).toMatch(/\n5: [\s\S]*\n4: [\s\S]*\n1: /);
});
