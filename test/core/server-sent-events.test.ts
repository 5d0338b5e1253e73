import { expect, test } from "vitest";
import { serverSentEvents } from "../../src/core/server-sent-events.ts";

async function events(text: string, cuts: readonly number[] = []): Promise<string[]> {
	const bytes = new TextEncoder().encode(text);
	const places = [0, ...cuts, bytes.length];
	const parts = (async function* () {
		for (const [index, end] of places.slice(1).entries()) yield bytes.slice(places[index], end);
	})();
	const found: string[] = [];
	for await (const data of serverSentEvents(parts)) found.push(data);
	return found;
}

test("the examples of the standard", async () => {
	// WHATWG HTML 9.2.6: lines of one event are joined; comments and unknown fields are passed over
	expect(await events("data: YHOO\ndata: +2\ndata: 10\n\n")).toEqual(["YHOO\n+2\n10"]);
	expect(
		await events(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"),
	).toEqual(["first event", "second event", " third event"]);
	// the bare field would fire an empty event there; no JSON is empty, so it is passed over here
	expect(await events("data\n\ndata:test\n\ndata: test\n\n")).toEqual(["test", "test"]);
});

test("nothing, and an end without an empty line", async () => {
	expect(await events("")).toEqual([]);
	expect(await events("data: last")).toEqual(["last"]);
	expect(await events("\uFEFFdata: marked\r\n\r\n")).toEqual(["marked"]);
});

test("a cut at any byte changes nothing", async () => {
	const text = "data: é👋\r\n\r\n:x\r\rdata: b\ndata: c\r\n\r\ndata: d\r\r";
	const whole = await events(text);
	expect(whole).toEqual(["é👋", "b\nc", "d"]);
	const { length } = new TextEncoder().encode(text);
	for (let a = 0; a <= length; a++) {
		for (let b = a; b <= length; b += 5) expect(await events(text, [a, b])).toEqual(whole);
	}
});

test("who stops reading lets go of the source", async () => {
	let released = false;
	const parts = (async function* () {
		try {
			yield new TextEncoder().encode("data: a\n\ndata: b\n\n");
			yield new TextEncoder().encode("data: c\n\n");
		} finally {
			released = true;
		}
	})();
	for await (const data of serverSentEvents(parts)) {
		expect(data).toBe("a");
		break;
	}
	expect(released).toBe(true);
});
