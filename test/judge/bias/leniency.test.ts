import { expect, test } from "vitest";
import { leniencyBias } from "../../../src/judge/bias/leniency.ts";

const levels = [0.2, 0.4, 0.6, 0.8, 1];
const labels = Array.from({ length: 50 }, (_, n) => levels[n % 5] ?? 0);

test("one level more than it should, now and then: lenient; one less: severe", () => {
	const shifted = (by: number) =>
		labels.map((label, n) =>
			n % 3 === 0 ? (levels[Math.min(4, Math.max(0, levels.indexOf(label) + by))] ?? label) : label,
		);
	const lenient = leniencyBias(labels, shifted(1), levels);
	expect(lenient).toMatchObject({ n: 50, tendency: "lenient" });
	expect(lenient.meanBias).toBeCloseTo((0.2 * 14) / 50, 12); // of 17 third rows 3 were at the top already
	expect(leniencyBias(labels, shifted(-1), levels).tendency).toBe("severe");
	expect(leniencyBias(labels, labels, levels)).toMatchObject({ meanBias: 0, tendency: null, low: null });
});

test("the use of the scale is its entropy: log2 5 bits for all levels alike, 0 for one", () => {
	const middle = leniencyBias(
		labels,
		labels.map(() => 0.6),
		levels,
	);
	expect(middle.entropy.labels).toBeCloseTo(Math.log2(5), 12);
	expect(middle.entropy.judge).toBe(0);
	expect(middle.histogram).toEqual({ levels, labels: [10, 10, 10, 10, 10], judge: [0, 0, 50, 0, 0] });
	expect(middle.keepsToFewLevels).toBe(true);
	expect(leniencyBias(labels, [...labels].reverse(), levels).keepsToFewLevels).toBe(false);
});

test("no rows, one row", () => {
	expect(leniencyBias([], [], levels)).toMatchObject({ n: 0, meanBias: null, tendency: null, keepsToFewLevels: false });
	expect(leniencyBias([0.2], [1], levels)).toMatchObject({ meanBias: 0.8, tendency: null });
});
