import { expect, test } from "vitest";
import { mipro } from "../../src/optimize/mipro.ts";
import { miproSettings } from "../../src/optimize/mipro-settings.ts";
import { metric, outcomeOf, program, proposer, pupil, train, validate } from "./support.ts";

const helpful = "Look at the last digit of the number and say whether it is even or odd.";
const useless = "Think about the number for a while and then say even or odd, as you like.";
const skilled = () => pupil((prompt, demos) => 0.3 + (prompt.includes("last digit") ? 0.4 : 0) + (demos > 0 ? 0.2 : 0));
const settings = {
	numCandidates: 4,
	numTrials: 8,
	minibatchSize: 8,
	minibatchFullEvalSteps: 4,
	maxBootstrappedDemos: 2,
	maxLabeledDemos: 2,
};
const sentences = [
	useless,
	helpful,
	"Name the parity of the number in one word, even or odd, without thinking twice.",
	"Say odd when in doubt about the number and even when you are sure of it.",
];

function task(calls: number) {
	return { train, validate, metric, budget: { calls }, proposer: proposer(sentences), progress: false as const };
}

test("finds the instruction and the demos that help, within the budget", async () => {
	const model = skilled();
	const given = task(400);
	const result = await mipro(settings)(program.using(model), given);
	expect(result.start.value).toBeCloseTo(0.3, 1);
	expect(result.promoted).toBe(true);
	expect(result.chosen.parameters.parity?.instructions).toBe(helpful);
	expect(result.chosen.value).toBeGreaterThan(0.8);
	expect(model.calls + given.proposer.calls).toBe(result.spent.calls);
	expect(result.spending.map(({ phase }) => phase)).toEqual(["baseline", "demos", "propose", "search", "confirm"]);
});

test("a budget that ends in the middle is never passed, and the best so far is returned", async () => {
	for (const calls of [52, 60, 75, 90, 120]) {
		const model = skilled();
		const given = task(calls);
		const result = await mipro(settings)(program.using(model), given);
		expect(model.calls + given.proposer.calls).toBeLessThanOrEqual(calls);
		expect(result.spent.calls).toBe(model.calls + given.proposer.calls);
	}
});

test("equal seeds give equal runs", async () => {
	const runs = [];
	for (let run = 0; run < 2; run++) runs.push(await mipro(settings)(program.using(skilled()), task(200)));
	expect(outcomeOf(runs[0] as (typeof runs)[0])).toEqual(outcomeOf(runs[1] as (typeof runs)[0]));
});

test("a budget that holds no proposal is refused before anything is sent", async () => {
	const model = skilled();
	await expect(mipro(settings)(program.using(model), task(40))).rejects.toThrow(/at least 50 calls/);
	expect(model.calls).toBe(0);
});

test("a proposer of junk is named, not passed over", async () => {
	const given = { ...task(400), proposer: proposer(["even"]) };
	await expect(mipro(settings)(program.using(skilled()), given)).rejects.toThrow(
		/expected an instruction of use in 5 proposals/,
	);
});

test("auto sizes the run as DSPy does, and is refused beside counts", () => {
	expect(
		[miproSettings({ auto: "light" }, 2), miproSettings({ auto: "medium" }, 2)].map(({ trials }) => trials),
	).toEqual([10, 18]);
	expect(() => mipro({ auto: "light", numTrials: 4 })).toThrow(
		"mipro: expected either auto or numCandidates and numTrials, found both",
	);
	expect(() => mipro({ minibatchSize: 0 })).toThrow(/minibatchSize to be a whole number >= 1/);
});

test("a train set smaller than the demos asked for is refused", async () => {
	await expect(mipro({ maxBootstrappedDemos: 30 })(program.using(skilled()), task(400))).rejects.toThrow(
		/expected at least 34 train rows/,
	);
});
