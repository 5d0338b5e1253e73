import { expect, it } from "vitest";
import { numbered, numberedLines } from "../../../src/judge/metrics/numbered-lines.ts";

const read = (value: unknown) => {
	const result = numberedLines("a city")["~standard"].validate(value) as { value?: unknown; issues?: unknown };
	return result.issues === undefined ? result.value : "does not fit";
};

it.each([
	["1. Rome\n2. Oslo", ["Rome", "Oslo"]],
	["Here:\n- Rome\n\n* Oslo \n3) Bonn", ["Rome", "Oslo", "Bonn"]],
	["none", []],
	["None.", []],
	["1. none", []],
	["9 of 10, I like it", "does not fit"],
	["", "does not fit"],
	[7, "does not fit"],
	[["Rome"], ["Rome"]],
])("%j", (value, expected) => {
	expect(read(value)).toEqual(expected);
});

it("shows lines with their numbers, each on one line", () => {
	expect(numbered(["Rome", "New\n York"])).toBe("1. Rome\n2. New York");
	expect(numbered([])).toBe("");
});
