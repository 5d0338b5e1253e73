import { describe, expect, it } from "vitest";
import { type ThrottleOptions, throttle } from "../../src/aws/throttle.ts";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import { textOf } from "../../src/model/model.ts";
import { type ScriptedAnswer, scripted } from "../../src/model/scripted.ts";
import { noUsage } from "../../src/model/usage.ts";
import { wrap } from "../../src/model/wrap.ts";
import { ask, testContext } from "../model/context.ts";
import { type FakeClock, fakeClock } from "../model/fake-clock.ts";

const refused = (retryAfterMs?: number) =>
	new ModelError("Too many requests", {
		model: "m",
		status: 429,
		retryable: true,
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	});

let keys = 0;

function setUp(
	answer: ScriptedAnswer | ((call: number) => ScriptedAnswer),
	options: ThrottleOptions = {},
	key = `test ${keys++}`,
	thoughtTokens = 0,
) {
	const clock = (options.clock as FakeClock | undefined) ?? fakeClock();
	let calls = 0;
	const starts: number[] = [];
	let underWay = 0;
	let most = 0;
	const model = scripted(async () => {
		starts.push(clock.now());
		most = Math.max(most, ++underWay);
		const next = typeof answer === "function" ? answer(calls++) : answer;
		await clock.sleep(1000);
		underWay--;
		if (next instanceof Error) throw next;
		return next;
	});
	const retry = { random: random("waits"), baseMs: 500 };
	const throttled = wrap(Object.assign(model, { thoughtTokens }), throttle(key, { retry, ...options, clock }));
	const said: string[] = [];
	const go = (count: number, signal?: AbortSignal) =>
		Array.from({ length: count }, () =>
			throttled.generate(
				ask("Hi"),
				testContext({ onStatus: (text) => said.push(text), ...(signal === undefined ? {} : { signal }) }),
			),
		);
	return { clock, starts, said, go, key, most: () => most };
}

describe("throttle", () => {
	it("sends a call at once where nothing is known", async () => {
		const { clock, go, starts, said } = setUp("yes");
		const calls = go(3);
		await clock.advance(1000);
		expect((await Promise.all(calls)).map(({ content }) => textOf(content))).toEqual(["yes", "yes", "yes"]);
		expect(starts).toEqual([0, 0, 0]);
		expect(said).toEqual([]);
	});

	it("begins with 8 at once, and takes a storm of refusals as one: half as many", async () => {
		const { clock, go, starts, most } = setUp((call) => (call < 8 ? refused() : "yes"));
		const calls = go(30);
		await clock.advance(60_000);
		await Promise.all(calls);
		expect(most()).toBe(8);
		const at = (ms: number) => starts.filter((start) => start === ms).length;
		expect(at(0)).toBe(8);
		expect(at(1000)).toBe(4); // a storm halves once
		expect(starts.length).toBe(38); // eight were refused once each
	});

	it("holds everyone back for as long as AWS asks, and says so", async () => {
		const { clock, go, starts, said } = setUp((call) => (call === 0 ? refused(4000) : "yes"));
		const first = go(1);
		await clock.advance(1000);
		const second = go(1);
		expect(said).toContain("waiting 4 s, quota");
		await clock.advance(3999);
		expect(starts).toEqual([0]);
		await clock.advance(2001);
		await Promise.all([...first, ...second]);
		expect(starts).toEqual([0, 5000, 5000]);
		expect(said.at(-1)).toBe("");
	});

	it("keeps to the requests of a minute", async () => {
		// sixty a minute: six at once, then one a second
		const { clock, go, starts, said } = setUp("yes", { requestsPerMinute: 60, concurrency: 64 });
		const calls = go(8);
		await clock.advance(10_000);
		await Promise.all(calls);
		expect(starts).toEqual([0, 0, 0, 0, 0, 0, 1000, 2000]);
		expect(said).toContain("waiting 1 s, quota");
	});

	it("reserves maxTokens, and gives back what was not used", async () => {
		// a bucket of 1000, and requests that reserve somewhat more than 900 but use nearly nothing
		const used = {
			content: [{ type: "text", text: "yes" }],
			usage: { ...noUsage, inputTokens: 5, outputTokens: 5 },
		} as const;
		const { clock, go, starts } = setUp(used, { tokensPerMinute: 10_000, maxTokens: 900 });
		const calls = go(2);
		await clock.advance(60_000);
		await Promise.all(calls);
		expect(starts).toEqual([0, 1000]); // the second starts when the first has given back
	});

	it("reserves the room for thoughts too", async () => {
		const used = {
			content: [{ type: "text", text: "yes" }],
			usage: { ...noUsage, inputTokens: 5, outputTokens: 5 },
		} as const;
		const { clock, go, starts } = setUp(used, { tokensPerMinute: 10_000, maxTokens: 100 }, "thinks", 800);
		const calls = go(2);
		await clock.advance(60_000);
		await Promise.all(calls);
		expect(starts).toEqual([0, 1000]);
	});

	it("is one line for all that share a key, and none for others", async () => {
		const one = setUp("yes", { requestsPerMinute: 10 });
		const same = setUp("yes", { clock: one.clock }, one.key);
		const other = setUp("yes", { clock: one.clock });
		const calls = [...one.go(1), ...same.go(1), ...other.go(1)];
		await one.clock.advance(10_000);
		await Promise.all(calls);
		expect([one.starts, same.starts, other.starts]).toEqual([[0], [6000], [0]]);
	});

	it("lets an abort leave the line at once, unsent", async () => {
		const stop = new AbortController();
		const { clock, go, starts, said } = setUp("yes", { requestsPerMinute: 10 });
		const first = go(1);
		const [second] = go(1, stop.signal);
		const gone = expect(second).rejects.toMatchObject({ code: "abort" });
		await clock.advance(100);
		stop.abort();
		await gone;
		expect(said.at(-1)).toBe("");
		await clock.advance(20_000);
		await Promise.all(first);
		expect(starts).toEqual([0]);
	});

	it("gives up after its tries with AWS's own words, and passes other failures on", async () => {
		const always = setUp(() => refused(), { retry: { attempts: 2, random: random("waits") } });
		const calls = always.go(1);
		const failed = expect(calls[0]).rejects.toMatchObject({
			status: 429,
			message: expect.stringContaining("gave up after 2 tries"),
		});
		await always.clock.advance(60_000);
		await failed;
		const wrong = setUp(() => new ModelError("no", { model: "m", status: 400, retryable: false }), { retry: false });
		const refusedAtOnce = expect(wrong.go(1)[0]).rejects.toThrow("no");
		await wrong.clock.advance(1000);
		await refusedAtOnce;
		expect(wrong.starts).toEqual([0]);
	});

	it("refuses a limit that lets nothing through", () => {
		expect(() => throttle("x", { requestsPerMinute: 0 })).toThrow(ConfigError);
		expect(() => throttle("x", { concurrency: Number.NaN })).toThrow(/concurrency/);
	});
});
