import { expect, test } from "vitest";
import { meanPool, unit } from "../../src/local/pooling.ts";

test("the mean of one vector is that vector; of none, nothing", () => {
	expect([...meanPool([Float32Array.of(1, 2)])]).toEqual([1, 2]);
	expect([...meanPool([])]).toEqual([]);
});

test("3-4-5, and the zero vector that has no direction", () => {
	expect([...unit(Float32Array.of(3, 4))]).toEqual([...Float32Array.of(0.6, 0.8)]);
	expect([...unit(Float32Array.of(0, 0))]).toEqual([0, 0]);
});
