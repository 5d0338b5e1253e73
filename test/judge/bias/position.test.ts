import { expect, test } from "vitest";
import { random } from "../../../src/core/random.ts";
import { type BothOrders, positionBias } from "../../../src/judge/bias/position.ts";

test("flips, the share of the first place and the sign test, counted by hand", () => {
	const pairs: BothOrders[] = [
		{ forward: "first", backward: "second" }, // consistent
		{ forward: "second", backward: "first" }, // consistent
		{ forward: "tie", backward: "tie" }, // consistent
		{ forward: "first", backward: "first" }, // flipped, to the first
		{ forward: "tie", backward: "first" }, // half a lean to the first
		{ forward: "second", backward: "second" }, // flipped, to the second
	];
	const found = positionBias(pairs);
	expect(found.flips).toMatchObject({ count: 3, of: 6, value: 0.5 });
	expect(found.firstWins).toMatchObject({ count: 5, of: 9 });
	expect(found.p).toBe(1); // 2 to 1: binomial, two-sided
	expect(found.favours).toBeNull();
});

test("a judge that favours a place is flagged, one that errs evenly is not: false alarms at most 5 % of 1,000", () => {
	const judged = (draw: ReturnType<typeof random>, toFirst: number): BothOrders[] =>
		Array.from({ length: 60 }, () => {
			const truth = draw.next() < 0.5 ? "a" : "b";
			const says = (first: string): BothOrders["forward"] => {
				if (draw.next() < toFirst) return "first";
				const right = draw.next() < 0.75;
				return (truth === first) === right ? "first" : "second";
			};
			return { forward: says("a"), backward: says("b") };
		});
	const flagged = (toFirst: number) =>
		Array.from({ length: 1000 }, (_, seed) => positionBias(judged(random(seed), toFirst)).favours).filter(Boolean);
	expect(flagged(0).length).toBeLessThanOrEqual(50);
	expect(flagged(0.4).length).toBeGreaterThanOrEqual(900);
	expect(new Set(flagged(0.4))).toEqual(new Set(["first"]));
});

test("no pair: nothing is known, and nothing is flagged", () => {
	expect(positionBias([])).toMatchObject({ pairs: 0, p: 1, favours: null, flips: { value: null, low: 0, high: 1 } });
});
