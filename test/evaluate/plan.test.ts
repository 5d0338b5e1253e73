import { describe, expect, it } from "vitest";
import { z } from "zod";
import { dataset } from "../../src/data/load.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exact } from "../../src/metric/exact.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import { scripted } from "../../src/model/scripted.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import { taggedPrompt } from "../../src/program/prompt/tagged.ts";
import { signature } from "../../src/program/signature.ts";

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
