import { expect, test } from "vitest";
import { AbortedError, ModelError } from "../../../src/core/errors.ts";
import { random } from "../../../src/core/random.ts";
import { retry } from "../../../src/model/middleware/retry.ts";
import { textOf } from "../../../src/model/model.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { wrap } from "../../../src/model/wrap.ts";
import { ask, testContext } from "../context.ts";
import { fakeClock } from "../fake-clock.ts";

const busy = (facts: Partial<ModelError> = {}) =>
	new ModelError("m: too many requests", { model: "m", status: 429, retryable: true, ...facts });

/** A clock that does not wait, and keeps what it was asked to. */
function impatient() {
	const waits: number[] = [];
	return { waits, now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
}

test("two throttles and then an answer; waits stay below base · 2^n", async () => {
	const clock = impatient();
	const said: string[] = [];
	const model = wrap(scripted([busy(), busy(), "yes"]), retry({ baseMs: 1000, clock, random: random(3) }));
	const response = await model.generate(ask("x"), testContext({ onStatus: (text) => said.push(text) }));
	expect(textOf(response.content)).toBe("yes");
	expect(clock.waits).toHaveLength(2);
	expect(clock.waits[0]).toBeLessThan(1000);
	expect(clock.waits[1]).toBeLessThan(2000);
	expect(said).toEqual([
		expect.stringMatching(/^waiting [\d.]+ s, quota, try 2 of 4$/),
		"",
		expect.stringMatching(/^waiting [\d.]+ s, quota, try 3 of 4$/),
		"",
	]);
});

test("full jitter is uniform from 0 to the cap: mean 0.5, spread of a uniform draw", async () => {
	const clock = impatient();
	const layer = retry({ attempts: 2, baseMs: 100, clock, random: random(1) });
	const model = wrap(
		scripted((_request, index) => (index % 2 === 0 ? busy() : "yes")),
		layer,
	);
	for (let i = 0; i < 2000; i++) await model.generate(ask("x"), testContext());
	const mean = clock.waits.reduce((sum, ms) => sum + ms, 0) / 2000;
	const variance = clock.waits.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / 2000;
	expect(mean).toBeCloseTo(50, -0.7); // within 2.5; the standard error is 0.65
	expect(Math.sqrt(variance)).toBeCloseTo(100 / Math.sqrt(12), -0.7);
});

test("waits grow to the cap and no further", async () => {
	const clock = impatient();
	const always = { ...random(1), next: () => 0.999999 };
	const model = wrap(
		scripted(() => busy()),
		retry({ attempts: 6, baseMs: 500, maxMs: 3000, clock, random: always }),
	);
	await expect(model.generate(ask("x"), testContext())).rejects.toThrow("m: too many requests (gave up after 6 tries)");
	expect(clock.waits.map(Math.round)).toEqual([500, 1000, 2000, 3000, 3000]);
});

test("never waits less than the server asks; a wait beyond reason is refused at once", async () => {
	const clock = impatient();
	const patient = wrap(scripted([busy({ retryAfterMs: 45_000 }), "yes"]), retry({ clock, maxMs: 1000 }));
	await patient.generate(ask("x"), testContext());
	expect(clock.waits).toEqual([45_000]);

	const hour = scripted([busy({ retryAfterMs: 3_600_000 })]);
	await expect(wrap(hour, retry({ clock })).generate(ask("x"), testContext())).rejects.toThrow(
		"the server asks to wait 3600 s",
	);
});

test("what will not pass is thrown as it is, after one try", async () => {
	for (const error of [
		new ModelError("bad key", { model: "m", status: 401, retryable: false }),
		new TypeError("bug"),
	]) {
		const model = scripted([error]);
		await expect(wrap(model, retry()).generate(ask("x"), testContext())).rejects.toBe(error);
		expect(model.calls).toBe(1);
	}
});

test("a retry around a retry does not multiply the tries, and the facts stay", async () => {
	const clock = impatient();
	const model = scripted(() => busy({ requestId: "r-1" }));
	const error = await wrap(model, retry({ clock }), retry({ clock }))
		.generate(ask("x"), testContext())
		.catch((e: unknown) => e);
	expect(error).toMatchObject({ status: 429, requestId: "r-1", retryable: false, cause: { retryable: true } });
	expect(model.calls).toBe(4);
});

test("an abort ends the wait", async () => {
	const stop = new AbortController();
	const model = wrap(
		scripted(() => busy({ retryAfterMs: 60_000 })),
		retry(),
	);
	const call = model.generate(ask("x"), testContext({ signal: stop.signal, onStatus: () => stop.abort() }));
	await expect(call).rejects.toThrow(AbortedError);
});

test("an answer that has begun to stream is not sent again", async () => {
	const model = scripted((_request, _index, context) => {
		context.onDelta?.("The first");
		return busy({ status: 503 });
	});
	const deltas: string[] = [];
	const call = wrap(model, retry({ clock: fakeClock() })).generate(
		ask("x"),
		testContext({ onDelta: (text) => deltas.push(text) }),
	);
	await expect(call).rejects.toThrow("its text had begun to arrive");
	expect([model.calls, deltas]).toEqual([1, ["The first"]]);
});

test("a number of tries that is none would never end: it is refused", () => {
	for (const attempts of [0, Number.NaN]) expect(() => retry({ attempts })).toThrow(/attempts of at least 1/);
});
