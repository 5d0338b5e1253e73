import { describe, expect, it } from "vitest";
import { checkCase } from "../../../scripts/conformance/check.ts";
import { type Kind, notClaimed } from "../../../scripts/conformance/kind.ts";

const giving = (found: unknown, tolerance: ReturnType<Kind["tolerance"]> = { absolute: 0 }): Kind => ({
	name: "test",
	run: () => found,
	tolerance: () => tolerance,
});
const outcome = (expected: unknown, found: unknown, tolerance?: ReturnType<Kind["tolerance"]>) =>
	checkCase(giving(found, tolerance), { expected }).outcome;

describe("checkCase", () => {
	it("passes when every key of expected does, nested ones too, and looks at no other", () => {
		expect(outcome({ a: [1, { b: "x" }], c: true }, { a: [1, { b: "x" }], c: true, more: 3 })).toBe("passed");
		expect(outcome("stem", "stem")).toBe("passed");
		expect(outcome({ a: [] }, { a: [] })).toBe("passed");
	});

	it("fails on a different value, a missing key, another length or another form, naming the path", () => {
		const differs = checkCase(giving({ a: [1, { b: 2 }] }), { expected: { a: [1, { b: 3 }] } });
		expect(differs).toMatchObject({ outcome: "failed", differences: [{ path: "a.1.b", expected: 3, found: 2 }] });
		expect(outcome({ a: 1, b: 2 }, { a: 1 })).toBe("failed");
		expect(outcome([1, 2], [1, 2, 3])).toBe("failed");
		expect(outcome([1], { 0: 1 })).toBe("failed");
		expect(outcome({}, 3)).toBe("failed");
		expect(outcome("1", 1)).toBe("failed");
		expect(outcome(0, false)).toBe("failed");
	});

	it("lets either bound hold", () => {
		expect(outcome(100, 100.5, { absolute: 1 })).toBe("passed");
		expect(outcome(100, 100.5, { absolute: 0, relative: 0.01 })).toBe("passed");
		expect(outcome(100, 100.5, { absolute: 0.1, relative: 0.001 })).toBe("failed");
	});

	it("reads the forms in which JSON holds what is no number", () => {
		expect(outcome(["NaN", null, "Infinity", "-inf"], [null, Number.NaN, Infinity, -Infinity])).toBe("passed");
		expect(outcome("NaN", 0, { absolute: 1 })).toBe("failed");
		expect(outcome(0, null, { absolute: 1 })).toBe("failed");
		expect(outcome(0, Number.NaN, { absolute: 1 })).toBe("failed");
		expect(outcome("Infinity", 1e308, { absolute: 0, relative: 1 })).toBe("failed");
		expect(outcome("nan", "nan")).toBe("passed"); // a word
	});

	it("counts what we do not claim apart", () => {
		expect(outcome({ a: 1, b: 2 }, { a: 1, b: notClaimed })).toBe("passed");
		expect(outcome({ a: 1, b: 2 }, { a: 2, b: notClaimed })).toBe("failed");
		const aside = checkCase(giving({ a: notClaimed }), { expected: { a: { deep: 1 } } });
		expect(aside).toEqual({ outcome: "not claimed", differences: [], notClaimed: ["a"] });
	});

	it("fails, and goes on, when ours throws", () => {
		const kind: Kind = {
			...giving(0),
			run: () => {
				throw new Error("no");
			},
		};
		expect(checkCase(kind, { expected: 1 })).toMatchObject({ outcome: "failed" });
	});
});
