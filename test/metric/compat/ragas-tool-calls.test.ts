import { expect, it } from "vitest";
import { pythonFloat } from "../../../src/metric/compat/python-json.ts";
import { ragasToolCallAccuracy, ragasToolCallF1 } from "../../../src/metric/compat/ragas-tool-calls.ts";

const call = (name: string, input: Record<string, unknown> = {}) => ({ name, input });

// Values by running ragas 0.4.3
it("compares arguments as Python prints them", () => {
	const score = (given: unknown, wanted: unknown) =>
		ragasToolCallAccuracy([call("a", { n: given })], [call("a", { n: wanted })]);
	expect(score("1", 1)).toBe(1);
	expect(score(pythonFloat(1), 1)).toBe(0);
	expect(score("None", null)).toBe(1);
	expect(score("{'a': 1}", { a: 1 })).toBe(1);
});

it("gives 0 for any difference in the names, and does not charge for invented arguments", () => {
	const wanted = [call("a", { q: 1 }), call("b", { q: 1 })];
	expect(ragasToolCallAccuracy([...wanted, call("c")], wanted)).toBe(0);
	expect(ragasToolCallAccuracy(wanted.slice(1), wanted)).toBe(0);
	expect(ragasToolCallAccuracy([...wanted].reverse(), wanted)).toBe(0);
	expect(ragasToolCallAccuracy([...wanted].reverse(), wanted, "flexible")).toBe(1);
	expect(ragasToolCallAccuracy([call("a", { q: 1, z: 9 })], [call("a", { q: 1 })])).toBe(1);
	expect(ragasToolCallAccuracy([call("a", { z: 9 })], [call("a")])).toBe(0);
	expect(ragasToolCallAccuracy([], [])).toBe(1);
	expect(ragasToolCallAccuracy([call("a")], [])).toBe(0);
});

it("counts calls as a set in F1, with Python's equality, to four places", () => {
	expect(ragasToolCallF1([call("a"), call("a")], [call("a")])).toBe(1);
	expect(ragasToolCallF1([call("a", { n: true })], [call("a", { n: pythonFloat(1) })])).toBe(1);
	expect(ragasToolCallF1([call("a", { n: "1" })], [call("a", { n: 1 })])).toBe(0);
	expect(ragasToolCallF1([], [])).toBe(0);
	// 2 / 64 lies between 0.0312 and 0.0313; Python rounds to the even one
	const many = (start: number, count: number) => Array.from({ length: count }, (_, i) => call(`${start + i}`));
	expect(ragasToolCallF1(many(0, 32), many(31, 32))).toBe(0.0312);
});

it("names the call whose input is not an object", () => {
	expect(() => ragasToolCallF1([{ name: "a", input: [1] }], [])).toThrow(
		"expected the input of a call to be an object",
	);
});
