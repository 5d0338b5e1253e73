import { describe, expect, it } from "vitest";
import { z } from "zod";
import { dataset } from "../../src/data/load.ts";
import type { Engine } from "../../src/evaluate/engine.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exact } from "../../src/metric/exact.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import { scripted } from "../../src/model/scripted.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import { taggedPrompt } from "../../src/program/prompt/tagged.ts";
import { signature } from "../../src/program/signature.ts";
import { displayable } from "../../src/view/view.ts";

const find = signature({
	name: "find",
	instructions: "Find.",
	input: { q: z.string() },
	output: { keys: z.array(z.string()).min(1), count: z.number().positive(), mail: z.email() },
});
const say = signature({
	name: "say",
	instructions: "Say.",
	input: { key: z.string().min(1), count: z.number().positive() },
	output: { a: z.string() },
});
const rows = (n: number) =>
	dataset(
		Array.from({ length: n }, (_, i) => ({ q: `q${i}`, a: "a" })),
		{ input: ["q"], expected: ["a"] },
	);
const steps = { find: predict(find), say: predict(say) };
const both = compose("both", steps, async ({ q }: { q: string }, step) => {
	const { keys, count } = await step.find({ q });
	return step.say({ key: keys[0] as string, count });
});

describe("evaluate.plan follows a composed program", () => {
	it.each([true, false])(
		"through constrained fields, in the form that its model is asked for (JSON: %s)",
		async (json) => {
			const plan = await evaluate.plan(both.using(scripted([], { can: { json } })), rows(3), [], { cache: false });
			expect(plan).toMatchObject({ calls: 6, partlyFollowedRows: 0 });
			expect(plan.view().text).toMatch(/Calls +6 calls/);
		},
	);

	it("through an adapter of one's own choice, and a step with reasons to ask twice", async () => {
		const tagged = compose(
			"both",
			{ ...steps, find: predict(find, { adapter: taggedPrompt, repairs: 3 }) },
			async (input: { q: string }, step) => {
				const { count } = await step.find(input);
				return step.say({ key: "k", count });
			},
		);
		expect((await evaluate.plan(tagged.using(scripted([])), rows(2), [], { cache: false })).calls).toBe(4);
	});

	it("as far as it goes, and says so", async () => {
		const pattern = signature({ ...find, output: { a: z.string().regex(/^[A-Z]\d{4}$/) } });
		const program = compose("far", { a: predict(pattern), b: predict(pattern) }, async (input: { q: string }, step) => {
			await step.a(input);
			return step.b(input);
		});
		const plan = await evaluate.plan(program.using(scripted([])), rows(2), [], { cache: false });
		expect(plan).toMatchObject({ calls: 2, partlyFollowedRows: 2 });
		expect(plan.view().text).toMatch(/Calls +at least 2 calls/);
		expect(plan.basis.at(-1)).toBe(
			"2 rows could not be followed to the end (a made-up answer did not fit): what comes after is not counted.",
		);
	});

	it("to where its own code throws", async () => {
		const program = compose("broken", steps, async (): Promise<{ a: string }> => {
			throw new Error("no such file");
		});
		const plan = await evaluate.plan(program.using(scripted([])), rows(1) as never, [], { cache: false });
		expect(plan).toMatchObject({ calls: 0, partlyFollowedRows: 1 });
		expect(plan.basis.at(-1)).toContain("1 row could not be followed to the end (no such file)");
	});
});

describe("evaluate.plan finds kept answers", () => {
	it("of the evaluation's seed and sample", async () => {
		const ask = signature({ name: "ask", instructions: "Ask.", input: { q: z.string() }, output: { a: z.string() } });
		const program = predict(ask, { temperature: 0.7 }).using(scripted(() => '{"a":"a"}', { identity: "sampled" }));
		const settings = { cache: cache({ folder: null }), seed: 5, sample: 2 };
		await evaluate(program, rows(4), [exact("a")], { ...settings, progress: false });
		expect(await evaluate.plan(program, rows(4), [], settings)).toMatchObject({ cachedRows: 4, calls: 0 });
		expect(await evaluate.plan(program, rows(4), [], { ...settings, seed: 6 })).toMatchObject({ calls: 4 });
	});
});

describe("evaluate.plan with an engine", () => {
	const ask = signature({ name: "ask", instructions: "Ask.", input: { q: z.string() }, output: { a: z.string() } });
	const program = predict(ask).using(scripted([]));
	const answer = () => Promise.reject(new Error("no plan asks"));

	it("shows the engine's own plan below the figures of a live run", async () => {
		const own = displayable({ records: 3 }, () => ({ text: "Plan: one job of 3 records", html: "<b>one job</b>" }));
		const seen: unknown[] = [];
		const plan = async (_program: unknown, data: { readonly length: number }) => {
			seen.push(data.length);
			return own;
		};
		const made = await evaluate.plan(program, rows(3), [], {
			cache: false,
			engine: { name: "together", answer, plan },
		});
		expect(seen).toEqual([3]);
		expect(made.calls).toBe(3);
		expect(made.engine).toBe(own);
		expect(made.view().text).toMatch(/Calls +3 calls[\s\S]*Plan: one job of 3 records$/);
		expect(made.view().html).toContain("<b>one job</b>");
		expect(made.basis.at(-1)).toBe("These are the figures of a live run; what together takes is below.");
	});

	it("says in a sentence that an engine makes none", async () => {
		const made = await evaluate.plan(program, rows(3), [], { cache: false, engine: { name: "together", answer } });
		expect(made.engine).toBeUndefined();
		expect(made.basis.at(-1)).toBe("These are the figures of a live run; together makes no plan.");
	});

	it("counts as kept what was answered as the engine asks", async () => {
		const kept = cache({ folder: null });
		const asked = predict(ask).using(scripted(() => '{"a":"a"}', { identity: "asked otherwise" }));
		const engine: Engine = {
			name: "together",
			changes: () => "otherwise",
			answer: async () => ({ answers: new Map(), facts: {} }), // all is left to the model itself
		};
		await evaluate(asked, rows(4), [], { cache: kept, engine, progress: false });
		expect(await evaluate.plan(asked, rows(4), [], { cache: kept, engine })).toMatchObject({ cachedRows: 4 });
		expect(await evaluate.plan(asked, rows(4), [], { cache: kept })).toMatchObject({ cachedRows: 0 });
	});
});
