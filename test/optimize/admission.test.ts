import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { BudgetError } from "../../src/core/errors.ts";
import { mapLimit } from "../../src/core/pool.ts";
import { random } from "../../src/core/random.ts";
import type { Budget } from "../../src/model/middleware/budget.ts";
import { admission } from "../../src/optimize/admission.ts";

const open = () => new AbortController().signal;
const use = (calls: number, tokens = 0, usd = 0) => ({ calls, tokens, usd });

/** Works through pieces that take what they take, in an order that the seed decides; how many ended. */
async function workThrough(limit: Budget, pieces: readonly number[], concurrency: number, seed: number) {
	const door = admission(limit, { row: 1, proposal: 1 });
	const draws = random(seed);
	const done: number[] = [];
	let spent = 0;
	const failure = await mapLimit(pieces, concurrency, async (calls, index) =>
		door.admit("row", open(), async (meter) => {
			for (let turns = draws.integer(9); turns > 0; turns--) await setImmediate();
			meter.used = use(calls, calls * 7);
			meter.worst = use(1, 20);
			spent += calls;
			done.push(index);
		}),
	).then(
		() => undefined,
		(error: unknown) => error,
	);
	return { done: done.sort((a, b) => a - b), spent, failure };
}

test("which pieces fit does not depend on how long each takes, nor on how many go at once", async () => {
	const draws = random("pieces");
	for (let round = 0; round < 25; round++) {
		const pieces = Array.from({ length: 40 }, () => 1 + draws.integer(2));
		const limit: Budget = round % 2 === 0 ? { calls: 20 + draws.integer(40) } : { tokens: 150 + draws.integer(250) };
		const first = await workThrough(limit, pieces, 1, round);
		expect(first.failure === undefined || first.failure instanceof BudgetError).toBe(true);
		expect(first.spent).toBeLessThanOrEqual((limit.calls ?? Infinity) + 1); // the purse, not the door, is the hard limit
		for (const concurrency of [2, 4, 9]) {
			const again = await workThrough(limit, pieces, concurrency, 1000 + round);
			expect(again.done).toEqual(first.done);
		}
	}
});

test("the first piece goes alone, later ones together while there is ample room, the last ones alone again", async () => {
	const door = admission({ calls: 12 }, { row: 1, proposal: 1 });
	let underWay = 0;
	const together: number[] = [];
	await mapLimit(Array.from({ length: 12 }), 4, () =>
		door.admit("row", open(), async (meter) => {
			together.push(++underWay);
			await setImmediate();
			meter.used = use(1);
			underWay--;
		}),
	);
	expect(together[0]).toBe(1);
	expect(Math.max(...together)).toBe(4);
	expect(together.at(-1)).toBe(1);
	await expect(door.admit("row", open(), async () => {})).rejects.toThrow(
		/expected room for 1 row, found room for about 0/,
	);
});

test("room is by what was used on average; a batch that is not expected to fit does not begin", async () => {
	const door = admission({ calls: 20, usd: 1 }, { row: 2, proposal: 1 });
	expect(door.room("row")).toBe(10); // by the least a row takes
	expect(admission({}, { row: 1, proposal: 1 }).room("row")).toBe(Infinity);
	await door.admit("row", open(), async (meter) => {
		meter.used = use(4, 0, 0.1);
	});
	expect([door.known("row"), door.known("proposal"), door.room("row")]).toEqual([true, false, 4]);
	door.require("row", 4);
	expect(() => door.require("row", 5)).toThrow(BudgetError);
});

test("a waiting piece leaves on abort, and the next one goes on", async () => {
	const door = admission({ calls: 10 }, { row: 1, proposal: 1 });
	const controller = new AbortController();
	let end = () => {};
	const first = door.admit("row", open(), async (meter) => {
		await new Promise<void>((resolve) => {
			end = resolve;
		});
		meter.used = use(1);
	});
	const second = door.admit("row", controller.signal, async () => {});
	const third = door.admit("row", open(), async () => "went");
	controller.abort();
	await expect(second).rejects.toMatchObject({ code: "abort" });
	await setImmediate();
	end();
	await first;
	expect(await third).toBe("went");
});
