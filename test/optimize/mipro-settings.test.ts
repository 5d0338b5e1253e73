import { expect, test } from "vitest";
import { type MiproOptions, miproSettings } from "../../src/optimize/mipro-settings.ts";

// DSPy 3's MIPROv2: num_trials = int(max(2 * num_vars * log2(n), 1.5 * n)), with n = 6, 12, 18
test.each([
	["light", 1, 9],
	["light", 2, 10],
	["light", 4, 20],
	["medium", 1, 18],
	["medium", 2, 18],
	["medium", 4, 28],
	["heavy", 1, 27],
	["heavy", 2, 27],
	["heavy", 4, 33],
] as const)("%s with %d variables makes %d trials, as DSPy does", (auto, variables, trials) => {
	expect(miproSettings({ auto }, variables)).toMatchObject({
		trials,
		candidates: { light: 6, medium: 12, heavy: 18 }[auto],
	});
});

test("counts stand for themselves; one of them leaves the other as light has it", () => {
	expect(miproSettings({ numCandidates: 5, numTrials: 7 }, 2)).toMatchObject({ candidates: 5, trials: 7 });
	expect(miproSettings({ numTrials: 7 }, 2)).toMatchObject({ candidates: 6, trials: 7 });
	expect(miproSettings({}, 2)).toEqual(miproSettings({ auto: "light" }, 2));
});

test.each<[MiproOptions, RegExp]>([
	[{ auto: "light", numCandidates: 3 }, /expected either auto or numCandidates and numTrials/],
	[{ numTrials: 0 }, /trials to be a whole number >= 1, found 0/],
	[{ numCandidates: 2.5 }, /candidates to be a whole number >= 1, found 2.5/],
	[{ maxLabeledDemos: -1 }, /maxLabeledDemos to be a whole number >= 0, found -1/],
	[{ proposalTemperature: Number.NaN }, /proposalTemperature .*found NaN/],
])("%j is refused", (options, words) => {
	expect(() => miproSettings(options, 2)).toThrow(words);
});
