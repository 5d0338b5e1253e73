import { expect, test } from "vitest";
import { random } from "../../src/core/random.ts";
import { startTrace } from "../../src/core/trace.ts";
import { demoPool, drawDemos, stepRuns } from "../../src/optimize/demo-pool.ts";
import { defineOptimizer } from "../../src/optimize/optimizer.ts";
import { metric, program, pupil, train, validate } from "./support.ts";

const task = { train, validate, metric, progress: false, retry: false, budget: { calls: 100 } } as const;

async function pool(skill: number, options: { wanted: number; rows: number; threshold?: number }) {
	const found: { n: number; label: string }[] = [];
	const model = pupil(() => skill);
	const optimizer = defineOptimizer({
		kind: "pool",
		settings: {},
		outline: () => ({ rows: 0, proposals: 0 }),
		least: () => ({ rows: 0, proposals: 0 }),
		async run(study) {
			const made = await demoPool(study, options, random("pool"));
			for (const { demos } of made) found.push({ ...demos.parity?.input, ...demos.parity?.output } as never);
			return undefined;
		},
	});
	await optimizer(program.using(model), task);
	return { found, calls: model.calls };
}

test("only right answers become demos, as the model gave them, and running stops when there are enough", async () => {
	const { found, calls } = await pool(0.5, { wanted: 4, rows: 20 });
	expect(found.length).toBeGreaterThanOrEqual(4);
	for (const { n, label } of found) expect(label).toBe(n % 2 === 0 ? "even" : "odd");
	expect(calls).toBeLessThan(20);
	expect(await pool(1, { wanted: 2, rows: 20 })).toMatchObject({ calls: 4 }); // a block of four at least
});

test("rows are bounded; a program that is never right gives none; a threshold may take wrong ones", async () => {
	expect(await pool(0, { wanted: 4, rows: 6 })).toEqual({ found: [], calls: 6 });
	const { found } = await pool(0, { wanted: 3, rows: 3, threshold: 0 });
	expect(found).toHaveLength(3);
});

test("a draw shows no row twice, labelled rows for one step only, and leaves out steps that did not run", () => {
	const success = (at: number, steps: readonly string[]) => ({
		example: train.examples[at] as (typeof train.examples)[number],
		demos: Object.fromEntries(steps.map((step) => [step, { input: { at }, output: { step } }])),
	});
	for (let seed = 0; seed < 20; seed++) {
		const one = drawDemos(
			[success(0, ["a"]), success(1, ["a"])],
			train.examples,
			["a"],
			{ bootstrapped: 2, labelled: 18 },
			random(seed),
		);
		const shown = one.a?.map(({ input }) => JSON.stringify(input)) ?? [];
		expect([shown.length, new Set(shown).size]).toEqual([20, 20]);
		expect(shown).not.toContain('{"n":0}');
	}
	const two = drawDemos(
		[success(0, ["a"]), success(1, ["a", "b"])],
		train.examples,
		["a", "b"],
		{ bootstrapped: 2, labelled: 5 },
		random(0),
	);
	expect([two.a?.length, two.b?.length]).toEqual([2, 1]);
	expect(drawDemos([], [], ["a"], { bootstrapped: 2, labelled: 2 }, random(0))).toEqual({ a: [] });
});

test("steps are found by their paths, through programs around them; a step without an output is left out", async () => {
	const trace = startTrace("outer");
	const step = (inside: typeof trace, name: string, facts: object) =>
		inside.span(name, "step", async (own) => own.set(facts as never));
	await trace.span("first", "program", async (inner) => {
		await step(inner as typeof trace, "read", { input: { n: 1 }, output: { x: 1 } });
		await step(inner as typeof trace, "read", { input: { n: 2 }, output: { x: 2 } });
		await step(inner as typeof trace, "judge", { input: { n: 3 } });
	});
	await trace.span("critique", "program", async (inner) => {
		await step(inner as typeof trace, "write", { input: { n: 4 }, output: { x: 4 } });
	});
	const runs = stepRuns(trace.data, ["first.read", "first.judge", "write", "gone"]);
	expect([...runs.keys()]).toEqual(["first.read", "write"]);
	expect(runs.get("first.read")).toEqual([
		{ input: { n: 1 }, output: { x: 1 } },
		{ input: { n: 2 }, output: { x: 2 } },
	]);
});
