import { expect, it } from "vitest";
import { turnstile } from "../../../src/model/middleware/turnstile.ts";

const still = { now: () => 0, sleep: () => new Promise<void>(() => {}) };
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Names of who is in, in the order of their coming. */
function stage(allowed: number) {
	const came: string[] = [];
	const queue = turnstile<string>({ allowed: () => allowed, waitMs: () => 0, admit: (who) => came.push(who) }, still);
	return { came, queue };
}

it("lets in as many as may be inside, first come, first served", async () => {
	const { came, queue } = stage(2);
	for (const who of ["a", "b", "c", "d"]) void queue.enter(who, undefined);
	await settle();
	expect(came).toEqual(["a", "b"]);
	queue.leave();
	expect(came).toEqual(["a", "b", "c"]);
});

it("lets those behind go on when one in the queue gives up", async () => {
	const { came, queue } = stage(1);
	const reader = new AbortController();
	void queue.enter("a", undefined);
	const given = queue.enter("b", reader.signal);
	void queue.enter("c", undefined);
	reader.abort();
	await expect(given).rejects.toThrow();
	queue.leave();
	expect(came).toEqual(["a", "c"]);
});

it("tells all who wait how long, and looks again when the time is over", async () => {
	let waitMs = 500;
	const told: [number, readonly string[]][] = [];
	const wake: (() => void)[] = [];
	const clock = { now: () => 0, sleep: () => new Promise<void>((resolve) => wake.push(resolve)) };
	const gate = {
		allowed: () => 9,
		waitMs: () => waitMs,
		admit: () => {},
		delay: (ms: number, all: readonly string[]) => void told.push([ms, all]),
	};
	const queue = turnstile<string>(gate, clock);
	const entered = [queue.enter("a", undefined), queue.enter("b", undefined)];
	expect(told.at(-1)).toEqual([500, ["a", "b"]]);
	waitMs = 0;
	wake.at(-1)?.();
	await Promise.all(entered);
});
