import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import * as metric from "../../src/metric/index.ts";
import { abTest } from "../../src/migrate/ab-test.ts";
import { abTestTally } from "../../src/migrate/ab-test-tally.ts";
import type { Model } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { sequentialComparison } from "../../src/stats/always-valid.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-ab-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parity = signature({
	name: "parity",
	instructions: "Say whether the number is even or odd.",
	input: { n: z.number() },
	output: { label: z.string() },
});
const truth = (n: number) => ({ label: n % 2 === 0 ? "even" : "odd" });
const says = (id: string, answer: (index: number) => string | Error) =>
	scripted(
		(_request, index) => {
			const said = answer(index);
			return said instanceof Error ? said : JSON.stringify({ label: said });
		},
		{ id, latencyMs: 0, price: { input: 1, output: 1, source: "list", date: "2026-01-01" } },
	);
const even = () => says("large", () => "even");
const odd = () => says("small", () => "odd");
const side = (name: string, model: Model) => ({ name, program: predict(parity).using(model) });
const arms = (control: Model = even(), treatment: Model = odd()) => ({
	control: side("large", control),
	treatment: side("small", treatment),
});

describe("abTest sends keys to arms", () => {
	test("by seed and key: equal keys stay on one arm, shares are kept, another seed draws anew", async () => {
		const shared = { ...arms(), range: [0, 1] as const };
		const run = async (options: Partial<Parameters<typeof abTest>[0]>, keys: readonly string[]) => {
			const test = abTest({ ...shared, ...(options as object) });
			return Promise.all(keys.map(async (key) => (await test.run({ n: 1 }, { key })).arm));
		};
		const keys = Array.from({ length: 300 }, (_, index) => `user ${index}`);
		const first = await run({ share: 0.2 }, keys);
		expect(await run({ share: 0.2 }, [...keys].reverse())).toEqual([...first].reverse());
		expect(await run({ share: 0.2, seed: 1 }, keys)).not.toEqual(first);
		const taken = first.filter((arm) => arm === "treatment").length;
		expect(Math.abs(taken - 60)).toBeLessThan(4 * Math.sqrt(300 * 0.2 * 0.8)); // the binomial's spread
	});

	test("the answer carries its arm, its id and what the program said; the caller's trace sees it", async () => {
		const { startTrace } = await import("../../src/core/trace.ts");
		const trace = startTrace("request");
		const answer = await abTest({ ...arms(), range: [0, 1] }).run({ n: 1 }, { key: "a" }, { trace });
		expect(answer).toMatchObject({ id: "1", output: { label: answer.arm === "control" ? "even" : "odd" }, repairs: 0 });
		expect(trace.data.children.map(({ name }) => name)).toEqual([
			answer.arm === "control" ? "control: large" : "treatment: small",
		]);
	});
});

describe("abTest compares the arms", () => {
	test("by the always-valid rule on the scores as they came", async () => {
		const live = abTest({ ...arms(), metric: metric.accuracy("label") });
		const scores = { control: [] as number[], treatment: [] as number[] };
		for (let n = 0; n < 60; n++) {
			const answer = await live.run({ n }, { key: `request ${n}`, expected: { label: n % 3 === 0 ? "odd" : "even" } });
			scores[answer.arm].push(answer.score?.value ?? Number.NaN);
		}
		const { difference, low, high } = sequentialComparison(scores.control, scores.treatment, { range: [0, 1] });
		expect(live.result()).toMatchObject({ difference, low, high, counted: 60 });
	});

	test("says what is undecided, with the interval; then who is better, and when that was decided", async () => {
		const live = abTest({ ...arms(), metric: metric.accuracy("label") });
		expect(live.view().text).toContain("undecided after 0 answers; no difference yet; valid at every look");
		await live.run({ n: 0 }, { key: "0", expected: truth(0) });
		for (let n = 1; n < 120; n++) {
			await live.run({ n }, { key: String(n), expected: { label: "odd" } });
			if (n === 9) {
				expect(live.view().text).toMatch(
					/undecided after 10 answers; difference in accuracy \+\d+\.\d points \[-\d+\.\d, \+\d+\.\d\]; valid at every look/,
				);
			}
		}
		const result = live.result();
		expect(result.decided).toBe("better");
		expect(result.decidedAfter).toBeLessThan(120);
		expect(result.low).toBeGreaterThan(0);
		expect(result.view().text).toContain(`small is better, decided after ${result.decidedAfter} answers`);
		expect(result.treatment.costUsd).toBeGreaterThan(0);
	});

	test("heeds a metric of which lower is better", async () => {
		const wrong = { ...metric.accuracy("label"), name: "error", direction: "lower" as const };
		const live = abTest({ ...arms(), metric: wrong });
		for (let n = 0; n < 120; n++) await live.run({ n }, { key: String(n), expected: { label: "odd" } });
		expect(live.result()).toMatchObject({ decided: "worse", difference: 1 });
	});

	test("a key counts once, by its first score", async () => {
		const live = abTest({ ...arms(), range: [1, 5] });
		const first = await live.run({ n: 1 }, { key: "Ada" });
		const second = await live.run({ n: 2 }, { key: "Ada" });
		live.record(second.id, 5);
		live.record(first.id, 1);
		expect(live.result()).toMatchObject({ counted: 1, difference: null });
		expect(live.result()[first.arm]).toMatchObject({ answers: 2, keys: 1, awaiting: 0, counted: 1, mean: 5 });
		expect(live.view().text).toContain("1 answer went to a key seen before");
	});

	test("equal arms are rarely told apart although each user's many scores are alike and every score is looked at", () => {
		const rules = {
			control: { name: "a", program: "", models: [] },
			treatment: { name: "b", program: "", models: [] },
			...({
				metric: "score",
				direction: "higher",
				unit: "number",
				range: [0, 1],
				level: 0.95,
				share: 0.5,
				seed: 0,
			} as const),
		};
		let alarms = 0;
		const runs = 200;
		for (let run = 0; run < runs; run++) {
			const draw = random(run);
			const tally = abTestTally(rules);
			for (let user = 0; user < 60; user++) {
				const arm = draw.next() < 0.5 ? "treatment" : "control";
				const happy = draw.next() < 0.5 ? 1 : 0;
				for (let answer = 0; answer < 10; answer++) {
					const id = `${user}:${answer}`;
					tally.add({ id, key: String(user), arm, latencyMs: 0, costUsd: 0 });
					tally.score({ id, value: happy });
				}
			}
			if (tally.figures().decided !== null) alarms++;
		}
		expect(alarms / runs).toBeLessThanOrEqual(0.05 + 2 * Math.sqrt((0.05 * 0.95) / runs));
	});
});

describe("abTest when something goes wrong", () => {
	test("a failure is thrown on, counts as the worst score and is said", async () => {
		const down = says(
			"small",
			() => new ModelError("small: no answer", { model: "small", retryable: true, systemic: true }),
		);
		const live = abTest({ ...arms(even(), down), range: [0, 1] });
		let failures = 0;
		for (let n = 0; n < 100; n++) {
			try {
				live.record((await live.run({ n }, { key: String(n) })).id, 1);
			} catch (error) {
				expect(error).toBeInstanceOf(ModelError);
				failures++;
			}
		}
		const { treatment, decided } = live.result();
		expect(failures).toBeGreaterThan(20);
		expect({ treatment, decided }).toMatchObject({ treatment: { failed: failures, mean: 0 }, decided: "worse" });
		expect(live.view().text).toContain(
			`${failures} requests failed (large 0, small ${failures}) and have the worst score`,
		);
	});

	test("a mistake in the set-up is no arm's failure", async () => {
		const unbound = { name: "small", program: predict(parity) };
		const live = abTest({ control: side("large", even()), treatment: unbound, range: [0, 1], share: 0.99 });
		await expect(live.run({ n: 1 }, { key: "a" })).rejects.toThrow(ConfigError);
		expect(live.result().treatment.answers).toBe(0);
	});

	test("refuses what cannot be compared", async () => {
		const fine = { ...arms(), range: [0, 1] as const };
		expect(() => abTest({ ...fine, share: 1 })).toThrow(/share/);
		expect(() => abTest({ ...fine, level: 1 })).toThrow(/level/);
		expect(() => abTest({ ...fine, range: [1, 1] })).toThrow(/range/);
		expect(() => abTest(arms())).toThrow(/lowest and the highest score/);
		expect(() => abTest({ ...arms(), treatment: side("large", odd()), range: [0, 1] })).toThrow(/two names/);
		expect(() => abTest({ ...arms(), metric: metric.f1("label") })).toThrow(/whole set/);
		await expect(abTest(fine).run({ n: 1 }, { key: "a", expected: 1 })).rejects.toThrow(/expected a metric/);
	});

	test("record takes one score in the range for an answer of this test", async () => {
		const live = abTest({ ...arms(), range: [0, 1] });
		const { id } = await live.run({ n: 1 }, { key: "a" });
		expect(() => live.record("7", 1)).toThrow(/found "7"/);
		expect(() => live.record(id, 2)).toThrow(/in \[0, 1\], found 2/);
		expect(() => live.record(id, Number.NaN)).toThrow(/found NaN/);
		live.record(id, 1);
		expect(() => live.record(id, 0)).toThrow(/The first stands/);
		expect(live.result().counted).toBe(1);
	});

	test("a metric that cannot score an answer leaves it unscored, and a person may score it later", async () => {
		const broken = { ...metric.accuracy("label"), score: () => Promise.reject(new Error("judge is out")) };
		const live = abTest({ ...arms(), metric: broken });
		const answer = await live.run({ n: 1 }, { key: "a", expected: truth(1) });
		expect(answer.score).toMatchObject({ value: null, error: { message: "judge is out" } });
		expect(live.result().counted).toBe(0);
		live.record(answer.id, 1);
		expect(live.result().counted).toBe(1);
	});
});

describe("abTest's file", () => {
	const options = (name: string) => ({ ...arms(), range: [0, 1] as const, file: join(folder, name, "ab.jsonl") });

	async function some(live: ReturnType<typeof abTest<{ n: number }, { label: string }>>, from: number, to: number) {
		for (let n = from; n < to; n++) {
			const { id } = await live.run({ n }, { key: `secret ${n}` });
			if (n % 4 > 0) live.record(id, n % 2);
		}
	}

	test("goes on where it was, and a last line cut short is left out", async () => {
		const whole = abTest(options("whole"));
		await some(whole, 0, 40);

		const before = abTest(options("cut"));
		await some(before, 0, 20);
		appendFileSync(options("cut").file, '{"answer":{"arm":"cont');
		const after = abTest(options("cut"));
		expect(after.result()).toEqual(before.result());
		await some(after, 20, 40);
		expect(after.result()).toEqual(whole.result());
		expect(abTest(options("cut")).result()).toEqual(whole.result());
		expect(readFileSync(options("cut").file, "utf8")).toBe(readFileSync(options("whole").file, "utf8"));
	});

	test("holds neither keys nor what was asked or said", async () => {
		await some(abTest(options("private")), 0, 4);
		const text = readFileSync(options("private").file, "utf8");
		expect(text.split("\n")).toHaveLength(1 + 4 + 3 + 1);
		expect(text).not.toMatch(/secret|even|odd|"n"/);
	});

	test("of another test, of another kind, or damaged is refused with the reason", async () => {
		await some(abTest(options("other")), 0, 4);
		expect(() => abTest({ ...options("other"), share: 0.3 })).toThrow(/a test with share 0.3, found 0.5/);
		expect(() =>
			abTest({
				...options("other"),
				...arms(
					even(),
					says("tiny", () => "odd"),
				),
			}),
		).toThrow(/treatment/);
		appendFileSync(options("other").file, '{"answer":{}}\n');
		expect(() => abTest(options("other"))).toThrow(/line 9 of/);
		writeFileSync(options("other").file, "rows\n");
		expect(() => abTest(options("other"))).toThrow(/found another/);
		writeFileSync(options("other").file, "rows without an end");
		expect(() => abTest(options("other"))).toThrow(/found another/);
		expect(readFileSync(options("other").file, "utf8")).toBe("rows without an end");
	});

	test("two tests that write one file are told", async () => {
		const [one, two] = [abTest(options("two")), abTest(options("two"))];
		await some(one, 0, 4);
		await expect(two.run({ n: 1 }, { key: "a" })).rejects.toThrow(/a file of its own/);
	});
});
