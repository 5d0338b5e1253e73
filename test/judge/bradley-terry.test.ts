import { expect, test } from "vitest";
import { bradleyTerry } from "../../src/judge/bradley-terry.ts";

// Agresti, Categorical Data Analysis, table of the American League's Eastern Division, 1987 (row beat column).
const teams = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"];
const baseball = [
	[0, 7, 9, 7, 7, 9, 11],
	[6, 0, 7, 5, 11, 9, 9],
	[4, 6, 0, 7, 7, 8, 12],
	[6, 8, 6, 0, 6, 7, 10],
	[6, 2, 6, 7, 0, 7, 12],
	[4, 4, 5, 6, 6, 0, 6],
	[2, 4, 1, 3, 1, 7, 0],
];

test("equals the published log abilities of the 1987 season, Baltimore at 0", () => {
	const strengths = bradleyTerry(baseball);
	const abilities = strengths.map((strength) => Math.log(strength / (strengths.at(-1) ?? 1)));
	expect(abilities.map((ability) => Number(ability.toFixed(3)))).toEqual([1.581, 1.436, 1.294, 1.248, 1.108, 0.684, 0]);
	expect(abilities).toHaveLength(teams.length);
});

test("at the maximum everybody's expected wins equal the wins had, and the strengths multiply to 1", () => {
	const strengths = bradleyTerry(baseball);
	strengths.forEach((own, i) => {
		const expected = strengths.reduce((sum, other, j) => {
			return i === j ? sum : sum + ((baseball[i]?.[j] ?? 0) + (baseball[j]?.[i] ?? 0)) * (own / (own + other));
		}, 0);
		expect(expected).toBeCloseTo(
			(baseball[i] ?? []).reduce((sum, count) => sum + count, 0),
			8,
		);
	});
	expect(strengths.reduce((product, strength) => product * strength, 1)).toBeCloseTo(1, 10);
});

test("where someone won everything no maximum exists, which is said; a prior gives one", () => {
	const clean = [
		[0, 4],
		[0, 0],
	];
	expect(() => bradleyTerry(clean)).toThrow(/give \{ prior: 0.5 \}/);
	const [first = 0, second = 0] = bradleyTerry(clean, { prior: 0.5 });
	expect(first / second).toBeCloseTo(4.5 / 0.5, 9);
});

test("nobody, somebody alone, a ragged table, a count below 0", () => {
	expect(bradleyTerry([])).toEqual([]);
	expect(bradleyTerry([[0]], { prior: 1 })).toHaveLength(1);
	expect(() => bradleyTerry([[0, 1], [1]])).toThrow(/square/);
	expect(() =>
		bradleyTerry([
			[0, -1],
			[1, 0],
		]),
	).toThrow(/at least 0/);
});
