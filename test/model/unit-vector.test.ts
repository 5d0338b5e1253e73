import { expect, test } from "vitest";
import { unitVector } from "../../src/model/unit-vector.ts";

test("the 3-4-5 triangle, zeros, nothing", () => {
	expect([...unitVector([3, 4])].map((value) => value.toFixed(6))).toEqual(["0.600000", "0.800000"]);
	expect([...unitVector([0, 0])]).toEqual([0, 0]);
	expect([...unitVector([])]).toEqual([]);
});
