import { describe, expect, it } from "vitest";
import { AbortedError, ConfigError } from "../../src/core/errors.ts";
import { mapLimit } from "../../src/core/pool.ts";

/** Work that ends when the test says so. */
function byHand() {
	const open = new Map<number, { resolve: () => void; reject: (error: unknown) => void }>();
	const started: number[] = [];
	const settle = async (act: () => void) => {
		act();
		await new Promise((next) => setImmediate(next)); // lets the workers take their next item
	};
	return {
		started,
		underWay: () => [...open.keys()],
		work: (item: number) => {
			started.push(item);
			return new Promise<string>((resolve, reject) => {
				open.set(item, { resolve: () => resolve(`done ${item}`), reject });
			}).finally(() => open.delete(item));
		},
		finish: (item: number) => settle(() => open.get(item)?.resolve()),
		fail: (item: number, error: unknown) => settle(() => open.get(item)?.reject(error)),
	};
}

describe("mapLimit", () => {
	it("keeps the order of the items, whichever ends first", async () => {
		const hand = byHand();
		const all = mapLimit([0, 1, 2, 3], 3, hand.work);
		for (const item of [2, 1, 3, 0]) await hand.finish(item);
		expect(await all).toEqual(["done 0", "done 1", "done 2", "done 3"]);
	});

	it("has never more under way than the limit, and never fewer while items wait", async () => {
		const hand = byHand();
		const all = mapLimit([0, 1, 2, 3, 4], 2, hand.work);
		expect(hand.underWay()).toEqual([0, 1]);
		await hand.finish(1);
		expect(hand.underWay()).toEqual([0, 2]);
		await hand.finish(0);
		expect(hand.underWay()).toEqual([2, 3]);
		await hand.finish(2);
		await hand.finish(3);
		expect(hand.underWay()).toEqual([4]);
		await hand.finish(4);
		expect(await all).toHaveLength(5);
	});

	it("gives each item its index", async () => {
		expect(await mapLimit(["a", "b"], 1, async (item, index) => `${index}${item}`)).toEqual(["0a", "1b"]);
	});

	it("has nothing to do for no items, and takes a limit above their number", async () => {
		expect(await mapLimit([], 3, () => Promise.reject(new Error("never")))).toEqual([]);
		expect(await mapLimit([1], Infinity, async (n) => n)).toEqual([1]);
	});

	it.each([0, -1, Number.NaN])("refuses the limit %d, at which nothing would run", async (limit) => {
		await expect(mapLimit([1], limit, async (n) => n)).rejects.toBeInstanceOf(ConfigError);
	});

	it("after a failure starts nothing more, waits for what is under way, and throws the first failure", async () => {
		const hand = byHand();
		const first = new Error("first");
		let ended: unknown = "not yet";
		const all = mapLimit([0, 1, 2, 3], 2, hand.work).catch((error: unknown) => {
			ended = error;
		});
		await hand.fail(1, first);
		expect(hand.started).toEqual([0, 1]);
		expect(ended).toBe("not yet");
		await hand.fail(0, new Error("second"));
		await all;
		expect(ended).toBe(first);
		expect(hand.started).toEqual([0, 1]);
	});

	it("throws even what is undefined", async () => {
		const ended = await mapLimit([1], 1, () => Promise.reject(undefined)).then(
			() => "well",
			(error: unknown) => ["thrown", error],
		);
		expect(ended).toEqual(["thrown", undefined]);
	});

	it("starts nothing more after an abort, and lets what is under way end", async () => {
		const hand = byHand();
		const stop = new AbortController();
		const all = mapLimit([0, 1, 2], 1, hand.work, stop.signal);
		const ended = expect(all).rejects.toBeInstanceOf(AbortedError);
		stop.abort();
		await hand.finish(0);
		await ended;
		expect(hand.started).toEqual([0]);
		await expect(mapLimit([0], 1, hand.work, stop.signal)).rejects.toBeInstanceOf(AbortedError);
		expect(hand.started).toEqual([0]);
	});
});
