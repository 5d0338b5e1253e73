import { expect, test } from "vitest";
import { random } from "../../../src/core/random.ts";
import { controlled } from "../../../src/judge/bias/controlled.ts";
import { verbosityBias } from "../../../src/judge/bias/verbosity.ts";

test("a tenth more for each doubling, among texts of one label", () => {
	const rows = [0, 1].flatMap((label) =>
		[10, 20, 40, 80].map((length, n) => ({ label, length, score: label / 2 + n / 10 })),
	);
	const found = verbosityBias(rows, []);
	expect(found.slope).toBeCloseTo(0.1, 12);
	expect(found).toMatchObject({ n: 8, favours: "long" });
});

test("long texts that are better are no bias: the label is held fixed", () => {
	const draw = random(5);
	const rows = Array.from({ length: 60 }, (_, n) => {
		const label = n % 2;
		return { label, length: 100 + 100 * label + draw.integer(40), score: label };
	});
	expect(verbosityBias(rows, [])).toMatchObject({ slope: 0, correlation: null, favours: null });
});

test("padded copies must not win: the sign test over those that moved", () => {
	const copies = (above: number, below: number) => [
		...Array.from({ length: above }, () => ({ plain: 0.4, padded: 0.6 })),
		...Array.from({ length: below }, () => ({ plain: 0.6, padded: 0.4 })),
		{ plain: 0.5, padded: 0.5 },
	];
	expect(verbosityBias([], copies(10, 0))).toMatchObject({
		padded: { above: 10, same: 1, p: 2 / 2 ** 10 },
		favours: "long",
	});
	expect(verbosityBias([], copies(0, 10)).favours).toBe("short");
	expect(verbosityBias([], copies(5, 5))).toMatchObject({ padded: { p: 1 }, favours: null });
});

test("an unbiased judge is flagged in at most 5 % of 60 calibrations", () => {
	const flags = Array.from({ length: 60 }, (_, seed) => {
		const draw = random(seed);
		const rows = Array.from({ length: 40 }, () => {
			const label = draw.integer(2);
			return { label, length: 50 + draw.integer(200), score: draw.next() < 0.8 ? label : 1 - label };
		});
		const copies = Array.from({ length: 15 }, () => ({ plain: draw.integer(3), padded: draw.integer(3) }));
		return verbosityBias(rows, copies, { seed }).favours;
	});
	expect(flags.filter(Boolean).length).toBeLessThanOrEqual(3 + 4); // 3 expected at most, two standard errors of the binomial above
});

test("no rows, one row, and residuals without a trace of rounding", () => {
	expect(verbosityBias([], [])).toMatchObject({ n: 0, slope: null, correlation: null, p: 1, favours: null });
	expect(verbosityBias([{ score: 1, length: 5, label: 1 }], []).slope).toBeNull();
	expect(controlled([0.1 + 0.2, 0.3], ["a", "a"])).toEqual([0, 0]);
	expect(controlled([], [])).toEqual([]);
});
