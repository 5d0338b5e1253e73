import { expect, test } from "vitest";
import { compare } from "../../src/evaluate/compare.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import type { Report } from "../../src/evaluate/report.ts";
import type { SetRow } from "../../src/evaluate/summarize.ts";
import { f1 } from "../../src/metric/f1.ts";
import { kappa } from "../../src/metric/kappa.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { setEvidence } from "../../src/optimize/set-evidence.ts";
import { program, proposer, textOfRequest, train, validate } from "./support.ts";

const options = { level: 0.95, seed: 0 };
const macro = f1("label", { average: "macro" }) as unknown as Metric;
const row = (expected: string, label: string): SetRow => {
	return { case: { input: {}, expected: { label: expected }, output: { label }, trace: {} as never } };
};
const labels = Array.from({ length: 24 }, (_, index) => (index % 4 === 0 ? "odd" : "even"));

test("one that is right everywhere beats one that always says the most common label, where accuracy hardly differs", () => {
	const always = labels.map((label) => row(label, "even"));
	const right = labels.map((label) => row(label, label));
	const found = setEvidence(always, right, macro, options);
	// the common label's F1 is 2 · 18 / (2 · 18 + 6), the other's 0
	expect(found.difference).toBeCloseTo(1 - 36 / 42 / 2, 9);
	expect(found).toMatchObject({ n: 24, test: "swapped rows, drawn" });
	// six rows differ, so that 1 of 64 ways to swap them gives as much; of 2,000 draws, within three standard errors
	expect(Math.abs(found.pGreater - 1 / 64)).toBeLessThan(0.0084);
	expect(setEvidence(right, always, macro, options)).toMatchObject({ difference: -(found.difference ?? 0) });
	expect(setEvidence(right, always, macro, options).pGreater).toBeGreaterThan(0.9);
});

test("equal outcomes are no evidence; rows that one of them has not are left out; none at all is none", () => {
	const rows = labels.map((label) => row(label, "even"));
	expect(setEvidence(rows, rows, macro, options)).toMatchObject({
		difference: 0,
		low: null,
		pGreater: 1,
		pTwoSided: 1,
	});
	const ragged = rows.map((one, index) => (index < 20 ? one : undefined));
	expect(setEvidence(ragged, rows, macro, options).n).toBe(20);
	expect(setEvidence([], [], macro, options)).toMatchObject({ n: 0, difference: null, pGreater: 1, pTwoSided: 1 });
	expect(setEvidence(rows.slice(0, 1), rows.slice(0, 1), macro, options)).toMatchObject({ n: 1, pGreater: 1 });
});

const skilled = () =>
	scripted(
		(request) => {
			const n = Number(/-?\d+/.exec(textOf(request.messages.at(-1)?.content ?? []))?.[0]);
			if (!textOfRequest(request).includes("last digit")) return '{"label":"even"}';
			return JSON.stringify({ label: n % 2 === 0 ? "even" : "odd" });
		},
		{ id: "skilled", identity: "skilled" },
	);
const helpful = "Look at the last digit of the number and say whether it is even or odd.";

test.each([
	["F1", f1("label", { average: "macro" })],
	["kappa", kappa("label")],
])("an optimizer reports and decides by %s of all rows, as evaluate does", async (_name, metric) => {
	const search = mipro({
		numCandidates: 2,
		numTrials: 2,
		minibatchSize: 12,
		maxBootstrappedDemos: 0,
		maxLabeledDemos: 0,
	});
	const writer = proposer([helpful]);
	const result = await search(program.using(skilled()), {
		train,
		validate,
		metric: metric as never,
		proposer: writer,
		budget: { calls: 200 },
		progress: false,
	});
	const report = async (one: typeof program): Promise<Report> =>
		(await evaluate(one.using(skilled()), validate, [metric as never], {
			cache: false,
			progress: false,
		})) as unknown as Report;
	const [before, after] = [await report(program), await report(result.program)];
	const figure = (one: Report) => one.summary[metric.name];
	expect(result.start).toMatchObject({
		value: figure(before)?.value,
		low: figure(before)?.low,
		high: figure(before)?.high,
	});
	expect([result.promoted, result.chosen.value]).toEqual([true, figure(after)?.value]);
	expect(result.start.value).not.toBe(0.5); // the mean of the rows
	const [compared] = compare(before, after).metrics;
	expect(result.chosen.evidence?.difference).toBeCloseTo(compared?.difference ?? 0, 9);
	expect(result.chosen.evidence?.test).toBe("swapped rows, drawn");
	expect(result.trials.find(({ phase }) => phase === "baseline")?.value).toBe(figure(before)?.value);
	expect(result.notes.filter((note) => note.includes("figure of the whole set"))).toHaveLength(1);
	expect(result.view().text).toContain(metric.name);
});

test("a candidate that loses rows to a metric that throws does not win by it", async () => {
	const base = f1("label", { average: "macro" });
	const fragile = {
		...base,
		score: (c: never, context: never) => {
			const { output, expected } = c as { output: { label: string }; expected: { label: string } };
			if (output.label !== expected.label && output.label === "odd") throw new TypeError("no odd mistakes here");
			return base.score(c, context);
		},
	};
	// with demos it is wrong on every even row, and those rows cannot be scored
	const model = scripted(
		(request) => {
			const n = Number(/-?\d+/.exec(textOf(request.messages.at(-1)?.content ?? []))?.[0]);
			if (request.messages.length === 1)
				return JSON.stringify({ label: n % 3 === 0 ? "odd" : n % 2 === 0 ? "even" : "odd" });
			return '{"label":"odd"}';
		},
		{ id: "odd", identity: "odd" },
	);
	const result = await bootstrap({ maxBootstrappedDemos: 0, maxLabeledDemos: 4 })(program.using(model), {
		train,
		validate,
		metric: fragile as never,
		budget: { calls: 200 },
		progress: false,
	});
	const [, other] = result.candidates;
	expect(other?.unscored).toBe(12);
	expect([result.promoted, (other?.evidence?.difference ?? 0) < 0]).toEqual([false, true]);
});
