import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ModelError } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import type { Report } from "../../src/evaluate/report.ts";
import * as metrics from "../../src/metric/index.ts";
import { watch } from "../../src/migrate/watch.ts";
import { smallestDrop } from "../../src/migrate/watch-drop.ts";
import type { Model } from "../../src/model/model.ts";
import { textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { driftAlarm } from "../../src/stats/drift-alarm.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-watch-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parity = signature({
	name: "parity",
	instructions: "Say whether the number is even or odd.",
	input: { n: z.number() },
	output: { label: z.enum(["even", "odd"]) },
});
const rows = (from: number, length: number, name = `rows from ${from}`) =>
	datasetOf(
		Array.from({ length }, (_, index) => ({ n: from + index, label: (from + index) % 2 === 0 ? "even" : "odd" })),
		{ name, input: { n: z.number() }, expected: ["label"] },
	);

/** Right on nine of ten numbers; from `worse` on, on half of them. The price is one token, one millionth of a dollar. */
function pupil({ worse = Number.POSITIVE_INFINITY, latencyMs = 100, id = "pupil" } = {}): Model {
	return scripted(
		(request) => {
			const n = Number(/\d+/.exec(textOf(request.messages.at(-1)?.content ?? []))?.[0]);
			const right = n >= worse ? n % 4 < 2 : n % 10 !== 3;
			const label = (n % 2 === 0) === right ? "even" : "odd";
			const usage = {
				inputTokens: 1,
				outputTokens: 0,
				cachedInputTokens: 0,
				cacheWriteTokens: 0,
				costUsd: 1e-6,
				calls: 1,
			};
			return { content: [{ type: "text", text: JSON.stringify({ label }) }], latencyMs, usage };
		},
		{ id, identity: id },
	);
}
const program = (model: Model) => predict(parity).using(model);
const accuracy = metrics.accuracy("label");
const quiet = { progress: false as const };
let reference: Report;
beforeAll(async () => {
	reference = (await evaluate(program(pupil()), rows(0, 100), [accuracy], { cache: false, ...quiet })) as Report;
});
const options = () => ({ reference, metric: accuracy, evaluate: quiet });

describe("watch", () => {
	test("says no sign of drift with what could have been seen, and the ratios to the reference", async () => {
		const watched = watch(program(pupil({ latencyMs: 150 })), options());
		expect(watched.view().text).toContain("no fresh rows yet, 100 reference rows");
		const result = await watched.look(rows(1000, 80, "week 1"));
		expect(result).toMatchObject({
			drifted: false,
			alarm: null,
			before: { mean: 0.9 },
			fresh: { mean: 0.9, scored: 80 },
		});
		expect(result.low).toBeLessThan(0);
		const text = result.view().text;
		expect(text).toMatch(
			/no sign of drift in 80 fresh rows against 100 reference rows; a drop of about \d+\.\d points would have rung by now, one of \d+\.\d points in 2,000 rows/,
		);
		expect(text).toMatch(/latency p50 .*100 ms .*150 ms .*× 1\.50/);
		expect(text).toMatch(/cost a row .*× 1\.00/);
		expect(text).toMatch(/format correctness .*100\.0 % .*100\.0 %/);
		expect(text).toMatch(/1 +week 1 +80 +90\.0 % \[\d+\.\d, \d+\.\d\] +\d+\.\d\d +no sign/);
	});

	test("says since when it has drifted, by the alarm on all fresh rows, and keeps saying it", async () => {
		const watched = watch(program(pupil({ worse: 2000 })), options());
		await watched.look(rows(1000, 40, "week 1"));
		await watched.look(rows(2000, 60, "week 2"));
		const third = await watched.look(rows(3000, 60, "week 3"));
		const fresh = [...rows(1000, 40), ...rows(2000, 60), ...rows(3000, 60)].map(({ input: { n } }) =>
			Number(n >= 2000 ? n % 4 < 2 : n % 10 !== 3),
		);
		const accepted = Array.from({ length: 100 }, (_, n) => Number(n % 10 !== 3));
		const counts = [40, 100, 160].map((count) => driftAlarm(accepted, fresh.slice(0, count), { range: [0, 1] }));
		expect(third.looks.map(({ evidence }) => evidence)).toEqual(counts.map(({ evidence }) => evidence));
		const rang = counts.findIndex(({ alarm }) => alarm);
		expect(rang).toBeGreaterThan(0);
		expect(third).toMatchObject({ drifted: true, alarm: { look: rang + 1, sinceRow: (counts[rang]?.since ?? 0) + 1 } });
		expect(third.view().text).toMatch(/DRIFTED since about fresh row \d+; the alarm rang at look \d \(week \d\)/);

		const later = await watched.look(rows(500, 400, "good again"));
		expect(later.alarm).toEqual(third.alarm);
	});

	test("leaves out rows that were seen before, and refuses a look without a new one", async () => {
		const model = scripted(() => '{"label":"even"}', { id: "counted" });
		const watched = watch(program(model), options());
		expect(await watched.look(rows(90, 20))).toMatchObject({ fresh: { rows: 10 }, looks: [{ seenBefore: 10 }] });
		expect(model.calls).toBe(10);
		await expect(watched.look(rows(95, 10))).rejects.toThrow(/found all 10 of rows from 95/);
		expect(watched.result().looks).toHaveLength(1);
		expect(watched.view().text).toContain("10 seen before, left out");
	});

	test("asks the model again and not the cache", async () => {
		let label = "even";
		const moody = scripted(() => JSON.stringify({ label }), { id: "moody", identity: "moody" });
		const first = await watch(program(moody), options()).look(rows(4000, 4));
		label = "odd";
		const second = await watch(program(moody), options()).look(rows(4000, 4));
		expect([first.fresh.mean, second.fresh.mean]).toEqual([0.5, 0.5]);
		expect(moody.calls).toBe(8);
	});

	test("a metric of which lower is better rings when it rises", async () => {
		const wrong = {
			...accuracy,
			name: "error",
			direction: "lower" as const,
			score: (c: { expected: { label: unknown }; output: { label: unknown } }) => ({
				value: Number(c.expected.label !== c.output.label),
			}),
		};
		const before = (await evaluate(program(pupil()), rows(0, 100), [wrong], { cache: false, ...quiet })) as Report;
		const watched = watch(program(pupil({ worse: 2000 })), { reference: before, metric: wrong, evaluate: quiet });
		const result = await watched.look(rows(2000, 120));
		expect(result).toMatchObject({ drifted: true, before: { mean: 0.1 }, fresh: { mean: 0.5 } });
		expect(result.difference).toBeCloseTo(0.4, 12);
	});

	test("rows that fail count as the worst score and are said; a server that is down books nothing", async () => {
		const junk = scripted((_request, index) => (index % 4 < 2 ? "I would rather not" : '{"label":"even"}'), {
			id: "junk",
		});
		const result = await watch(program(junk), { ...options(), evaluate: { ...quiet, concurrency: 1 } }).look(
			rows(200, 6),
		);
		expect(result.fresh.failed).toBeGreaterThan(0);
		expect(result.fresh.formatCorrectness).toBeLessThan(1);
		expect(result.view().text).toMatch(/\d failed/);

		for (const length of [3, 40]) {
			const down = scripted(() => new ModelError("down: no answer", { model: "down", retryable: true }), {
				id: "down",
			});
			const watched = watch(program(down), options());
			await expect(watched.look(rows(200, length))).rejects.toThrow(/rows failed at the model .*Nothing is booked/);
			expect(watched.result().looks).toEqual([]);
		}
	});

	test("says when the reference is of another program", () => {
		const other = program(pupil()).with({ parity: { instructions: "Even?", demos: [] } });
		expect(watch(other, options()).view().text).toContain("The reference is of another program");
		expect(watch(program(pupil()), options()).view().text).not.toContain("another program");
	});

	test("refuses what cannot be watched, and two looks at once", async () => {
		const model = program(pupil());
		expect(() => watch(model, { ...options(), metric: metrics.exact("label") })).toThrow(/metric of the reference/);
		expect(() => watch(model, { ...options(), metric: { ...accuracy, range: [0, Infinity] } })).toThrow(/two ends/);
		expect(() => watch(model, { ...options(), metric: { ...accuracy, range: [0, 2] } })).toThrow(/the same metric/);
		expect(() => watch(model, { ...options(), metric: { ...accuracy, aggregate: () => 1 } })).toThrow(/whole set/);
		expect(() => watch(model, { ...options(), reference: { ...reference, rows: [] } })).toThrow(/scored rows/);
		expect(() => watch(model, { ...options(), level: 0 })).toThrow(/level/);
		const watched = watch(model, options());
		const [one, two] = await Promise.allSettled([watched.look(rows(300, 3)), watched.look(rows(400, 3))]);
		expect([one.status, two.status]).toEqual(["fulfilled", "rejected"]);
		expect(await watched.look(rows(400, 1))).toMatchObject({ fresh: { rows: 4 } });
	});
});

describe("a watch's file", () => {
	test("carries the looks to the next session, whoever looked last", async () => {
		const file = join(folder, "deep", "watch.json");
		const saved = { ...options(), file };
		const [one, two] = [watch(program(pupil()), saved), watch(program(pupil()), saved)];
		await one.look(rows(1000, 10));
		await two.look(rows(1005, 10));
		const third = await one.look(rows(1000, 20));
		expect(third.looks.map(({ figures, seenBefore }) => [figures.rows, seenBefore])).toEqual([
			[10, 0],
			[5, 5],
			[5, 15],
		]);
		expect(watch(program(pupil()), saved).result()).toEqual(third);
		expect(readdirSync(join(folder, "deep"))).toEqual(["watch.json"]);
		expect(readFileSync(file, "utf8")).not.toContain("even");
	});

	test("of another watch or cut short is refused with the reason", async () => {
		const file = join(folder, "other.json");
		const saved = { ...options(), file };
		await watch(program(pupil()), saved).look(rows(1000, 10));
		expect(() => watch(program(pupil()), { ...saved, level: 0.9 })).toThrow(/with level 0.9, found 0.95/);
		const text = readFileSync(file, "utf8");
		writeFileSync(file, text.slice(0, -20));
		expect(() => watch(program(pupil()), saved)).toThrow(/cannot read/);
		writeFileSync(file, "{}");
		expect(() => watch(program(pupil()), saved)).toThrow(/found another/);
	});
});

describe("smallestDrop", () => {
	const accepted = Array.from({ length: 120 }, (_, row) => Number(row % 10 !== 0));
	const share = (drop: number) => {
		const runs = Array.from({ length: 100 }, (_, seed) => {
			const draw = random(seed);
			return Array.from({ length: 100 }, () => Number(draw.next() < 0.9 - drop));
		});
		return runs.filter((fresh) => driftAlarm(accepted, fresh, { range: [0, 1] }).alarm).length / runs.length;
	};

	test("is a drop that rings at about even odds; half as much rarely does, half as much again nearly always", () => {
		const drop = smallestDrop(accepted, 100, { range: [0, 1] }) ?? Number.NaN;
		expect(share(drop)).toBeGreaterThan(0.25);
		expect(share(drop)).toBeLessThan(0.75);
		expect(share(drop / 2)).toBeLessThan(0.1);
		expect(share(drop * 1.5)).toBeGreaterThan(0.9);
	});

	test("shrinks with rows, is null where none can be seen, and takes any range", () => {
		const drops = [0, 1, 20, 100, 1000].map((count) => smallestDrop(accepted, count, { range: [0, 1] }));
		expect(drops.slice(0, 2)).toEqual([null, null]);
		expect(drops[2]).toBeGreaterThan(drops[3] ?? 1);
		expect(drops[3]).toBeGreaterThan(drops[4] ?? 1);
		expect(smallestDrop([0], 1000, { range: [0, 1] })).toBe(null); // nothing is worse than the worst
		const stars = accepted.map((score) => 1 + 4 * score);
		expect(smallestDrop(stars, 100, { range: [1, 5] })).toBeCloseTo(4 * (drops[3] ?? Number.NaN), 9);
	});
});
