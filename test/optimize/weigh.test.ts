import { expect, test } from "vitest";
import { weigh } from "../../src/optimize/weigh.ts";
import { metric, program, pupil, train, validate } from "./support.ts";

const better = "Look at the last digit of the number and say whether it is even or odd.";
const other = "Read the number with care, then say even or odd.";
const parameters = (instructions: string) => ({ parity: { instructions, demos: [] } });
const skilled = () =>
	pupil((prompt) => (prompt.includes("last digit") ? 0.9 : prompt.includes("with care") ? 0.45 : 0.4));
const task = { train, validate, metric, progress: false, retry: false, budget: { calls: 60 } } as const;

test("parameters with the evidence of paired rows replace the start; a gain that may be chance only leads", async () => {
	const model = skilled();
	const proven = await weigh(parameters(better), "by hand")(program.using(model), task);
	expect(proven).toMatchObject({ promoted: true, chosen: { origin: "by hand", complete: true } });
	expect([model.calls, proven.spent.calls]).toEqual([48, 48]);
	expect(proven.spending.map(({ phase, calls }) => [phase, calls])).toEqual([
		["baseline", 24],
		["confirm", 24],
	]);
	const chance = await weigh(parameters(other), "by hand")(program.using(skilled()), task);
	expect([chance.promoted, chance.leader.number]).toEqual([false, 1]);
	expect(chance.program.parameters).toEqual(program.parameters);
});

test("worse ones lose, equal ones cost nothing, and a budget for less than both is refused", async () => {
	const strong = program.with(parameters(better));
	const lost = await weigh(program.parameters, "the old ones")(strong.using(skilled()), task);
	expect([lost.promoted, lost.leader.number]).toEqual([false, 0]);
	const model = skilled();
	const same = await weigh(program.parameters, "the same")(program.using(model), task);
	expect([same.candidates.length, model.calls]).toEqual([1, 24]);
	const tight = { ...task, budget: { calls: 47 } };
	await expect(weigh(parameters(better), "by hand")(program.using(skilled()), tight)).rejects.toThrow(
		/weigh: expected a budget of at least 48 calls/,
	);
});
