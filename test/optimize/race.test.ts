import { expect, test } from "vitest";
import { changeStep } from "../../src/optimize/candidate.ts";
import { defineOptimizer } from "../../src/optimize/optimizer.ts";
import { isBehind, race } from "../../src/optimize/race.ts";
import { metric, program, pupil, train, validate } from "./support.ts";

const item = (utility: number | null) => ({ utility }) as Parameters<typeof isBehind>[0][number];
const items = (...utilities: (number | null)[]) => utilities.map(item);

test("behind is two standard errors of the paired difference", () => {
	expect(isBehind(items(0, 0, 0, 0, 0, 0), items(1, 1, 1, 1, 1, 1), 2)).toBe(true);
	expect(isBehind(items(0, 1, 0, 1), items(1, 0, 1, 0), 2)).toBe(false);
	expect(isBehind(items(0), items(1), 2)).toBe(false); // one row says nothing
	expect(isBehind(items(0, null), items(1, 1), 2)).toBe(false);
	expect(isBehind(items(1, 1, 1), items(1, 1, 1), 2)).toBe(false);
	// rows that are hard for both do not blur it: six of the twelve differ, all one way
	const hard = Array.from({ length: 6 }, () => 0);
	expect(isBehind(items(...hard, 0, 0, 0, 0, 0, 0), items(...hard, 1, 1, 1, 1, 1, 1), 2)).toBe(true);
});

/** Races instructions whose skill is their number in per cent. */
function racing(skills: readonly number[], blockSize: number, keep?: number) {
	const finished: string[] = [];
	const optimizer = defineOptimizer({
		kind: "racing",
		settings: {},
		outline: () => ({ rows: 0, proposals: 0 }),
		least: () => ({ rows: 0, proposals: 0 }),
		async run(study) {
			const entrants = skills.map((skill) =>
				study.candidate(
					changeStep(study.start.parameters, "parity", { instructions: `skill ${skill}` }),
					[],
					`${skill}`,
				),
			);
			const options = { blockSize, phase: "race", ...(keep === undefined ? {} : { keep }) };
			const ranked = await race(study, entrants, study.task.validate.examples, options);
			finished.push(...ranked.map(({ origin }) => origin));
			return undefined;
		},
	});
	return { optimizer, finished };
}
const task = { train, validate, metric, progress: false, retry: false, budget: { calls: 500 } } as const;
const model = () => pupil((prompt) => Number(/skill (\d+)/.exec(prompt)?.[1] ?? 0) / 100);

test("who is clearly behind is dropped and costs nothing more; the rest finish, best first", async () => {
	const { optimizer, finished } = racing([10, 100, 90], 8);
	const racer = model();
	const result = await optimizer(program.using(racer), task);
	expect(finished).toEqual(["100", "90"]);
	expect(racer.calls).toBe(24 + 24 + 8);
	expect(result.trials.map(({ decision, rows }) => [decision, rows])).toEqual([
		["dropped", 8],
		["finished", 24],
		["finished", 24],
	]);
});

test("at most so many go on after a block; equal ones all finish, the earlier first; no entrant, no call", async () => {
	const few = racing([60, 70, 80, 90], 8, 2);
	await few.optimizer(program.using(model()), task);
	expect(few.finished).toEqual(["90", "80"]);

	const same = racing([100, 101], 8);
	await same.optimizer(program.using(model()), task);
	expect(same.finished).toEqual(["100", "101"]);

	const none = racing([], 8);
	await none.optimizer(program.using(model()), task);
	expect(none.finished).toEqual([]);
});
