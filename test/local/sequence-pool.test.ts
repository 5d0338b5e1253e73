import { describe, expect, it } from "vitest";
import { bestSlot, commonPrefix, sequencePool } from "../../src/local/sequence-pool.ts";

const slot = (name: string, ...contextTokens: number[]) => ({ name, contextTokens });

describe("commonPrefix", () => {
	it("counts to the first difference", () => {
		expect(commonPrefix([1, 2, 3], [1, 2, 3])).toBe(3);
		expect(commonPrefix([1, 2, 3], [1, 9, 3])).toBe(1);
		expect(commonPrefix([], [1])).toBe(0);
		expect(commonPrefix([1, 2], [1])).toBe(1);
	});
});

describe("bestSlot", () => {
	it("prefers the longest common beginning", () => {
		expect(bestSlot([[1, 2], [1, 2, 3], [9]], [1, 2, 3, 4])).toBe(1);
	});
	it("among equals spares the fullest memory", () => {
		expect(bestSlot([[1, 2, 3], [], [4]], [7])).toBe(1);
	});
	it("has no answer without slots", () => {
		expect(bestSlot([], [1])).toBeNull();
	});
});

describe("sequencePool", () => {
	it("hands out each slot once, then makes people wait in line", async () => {
		const pool = sequencePool([slot("a", 1, 2), slot("b", 5)]);
		expect((await pool.borrow([5, 6])).name).toBe("b");
		const a = await pool.borrow([5, 6]);
		expect(a.name).toBe("a");

		const served: string[] = [];
		const first = pool.borrow([1]).then((given) => served.push(`first ${given.name}`));
		const second = pool.borrow([1]).then((given) => served.push(`second ${given.name}`));
		pool.giveBack(a);
		await first;
		pool.giveBack(slot("c"));
		await second;
		expect(served).toEqual(["first a", "second c"]);
	});

	it("lets people leave the line", async () => {
		const pool = sequencePool([slot("a")]);
		const a = await pool.borrow([]);
		const controller = new AbortController();
		const left = pool.borrow([], controller.signal);
		controller.abort();
		await expect(left).rejects.toMatchObject({ code: "abort" });
		pool.giveBack(a); // nobody is in line: it must be free again
		expect((await pool.borrow([])).name).toBe("a");
		await expect(pool.borrow([], controller.signal)).rejects.toMatchObject({ code: "abort" });
	});
});
