import { expect, test } from "vitest";
import { singleFlight } from "../../src/model/single-flight.ts";

/** Work that ends when told to, and notes whether it was aborted. */
function handwork() {
	let finish: (value: string) => void = () => {};
	let fail: (error: Error) => void = () => {};
	let signal: AbortSignal | undefined;
	let starts = 0;
	const work = (given: AbortSignal) => {
		starts++;
		signal = given;
		return new Promise<string>((resolve, reject) => {
			finish = resolve;
			fail = reject;
			given.addEventListener("abort", () => reject(given.reason));
		});
	};
	return {
		work,
		finish: (v: string) => finish(v),
		fail: (e: Error) => fail(e),
		aborted: () => signal?.aborted,
		starts: () => starts,
	};
}

test("one caller's abort leaves the other's answer alone", async () => {
	const share = singleFlight<string>();
	const hand = handwork();
	const stop = new AbortController();
	const leaver = share("k", stop.signal, hand.work);
	const stayer = share("k", undefined, hand.work);
	stop.abort();
	await expect(leaver).rejects.toMatchObject({ code: "abort" });
	expect(hand.aborted()).toBe(false);
	hand.finish("done");
	expect(await stayer).toEqual({ value: "done", joined: true });
	expect(hand.starts()).toBe(1);
});

test("the last abort ends the work, and the next caller starts afresh", async () => {
	const share = singleFlight<string>();
	const hand = handwork();
	const stops = [new AbortController(), new AbortController()];
	const callers = stops.map((stop) => share("k", stop.signal, hand.work));
	for (const stop of stops) stop.abort();
	for (const caller of callers) await expect(caller).rejects.toMatchObject({ code: "abort" });
	expect(hand.aborted()).toBe(true);
	const next = share("k", undefined, hand.work);
	hand.finish("new");
	expect(await next).toEqual({ value: "new", joined: false });
	expect(hand.starts()).toBe(2);
});

test("a failure reaches everyone and is not kept", async () => {
	const share = singleFlight<string>();
	const hand = handwork();
	const both = [share("k", undefined, hand.work), share("k", undefined, hand.work)];
	hand.fail(new Error("broken"));
	for (const caller of both) await expect(caller).rejects.toThrow("broken");
	const next = share("k", undefined, hand.work);
	hand.finish("mended");
	expect((await next).value).toBe("mended");
});
