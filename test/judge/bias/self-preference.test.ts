import { expect, test } from "vitest";
import { random } from "../../../src/core/random.ts";
import { selfPreference } from "../../../src/judge/bias/self-preference.ts";

const drawn = (seed: number, bonus: number, families = ["ours", "theirs"]) => {
	const draw = random(seed);
	return Array.from({ length: 60 }, (_, n) => {
		const family = families[n % families.length] ?? "";
		const label = draw.integer(2);
		return { family, label, score: label * 0.5 + 0.1 * draw.normal() + (family === "ours" ? bonus : 0) };
	});
};

test("a bonus for one family is found, with its size; good and bad texts of a family are weighed by their labels", () => {
	const found = selfPreference(drawn(1, 0.2));
	expect(found?.favours).toBe("ours");
	const [ours, theirs] = found?.families ?? [];
	expect((ours?.residual ?? 0) - (theirs?.residual ?? 0)).toBeCloseTo(0.2, 1);
	expect(ours).toMatchObject({ family: "ours", n: 30 });
	const better = [
		...Array(20).fill({ family: "a", label: 1, score: 1 }),
		...Array(20).fill({ family: "b", label: 0, score: 0 }),
	];
	expect(selfPreference(better)?.favours).toBeNull();
});

test("without one, a flag in at most 5 % of 400, among two families and among four", () => {
	for (const families of [
		["ours", "theirs"],
		["a", "b", "c", "d"],
	]) {
		const flags = Array.from({ length: 400 }, (_, seed) => selfPreference(drawn(seed, 0, families))?.favours).filter(
			Boolean,
		);
		expect(flags.length).toBeLessThanOrEqual(20 + 9); // two standard errors of the binomial above
	}
});

test("only the judge's own family is asked about where it is named", () => {
	expect(selfPreference(drawn(1, 0.2), { own: "theirs" })?.favours).toBeNull();
	expect(selfPreference(drawn(1, 0.2), { own: "ours" })?.favours).toBe("ours");
});

test("fewer than two families cannot be compared; one text has no interval", () => {
	expect(selfPreference([])).toBeNull();
	expect(selfPreference([{ family: "a", label: 1, score: 1 }])).toBeNull();
	const pair = ["a", "b"].map((family) => ({ family, label: 1, score: 1 }));
	expect(selfPreference(pair)?.families).toMatchObject([{ low: null, p: 1 }, { low: null }]);
});
