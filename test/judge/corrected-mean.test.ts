import { expect, test } from "vitest";
import { random } from "../../src/core/random.ts";
import { correctedMean } from "../../src/judge/corrected-mean.ts";
import { predictionPoweredMean } from "../../src/stats/prediction-powered.ts";
import { written } from "./support.ts";

const rows = (n: number, seed: number, good = 0.3) => {
	const draw = random(seed);
	return Array.from({ length: n }, (_, index) => {
		const label = draw.next() < good ? 1 : 0;
		const level = draw.next() < (label === 1 ? 0.9 : 0.25) ? 1 : 0;
		return { id: String(index), label, level, value: level };
	});
};
const calibration = (n: number, seed: number) => ({ judge: "tone", passAbove: 0.5, rows: rows(n, seed) });

test("both corrections cover the truth in 93 to 97 % of 300 seeds, the judge alone in none", () => {
	let [powered, corrected, alone] = [0, 0, 0];
	for (let seed = 0; seed < 300; seed++) {
		const rest = rows(1000, 10_000 + seed).map(({ level }) => level);
		const found = correctedMean(rest, calibration(100, seed));
		const covers = ({ low, high }: { low: number; high: number }) => (low <= 0.3 && 0.3 <= high ? 1 : 0);
		powered += covers(found.predictionPowered.interval);
		corrected += found.misclassification === null ? 0 : covers(found.misclassification.interval);
		alone += Math.abs(found.judgeMean - 0.3) < 0.05 ? 1 : 0;
	}
	// 300 seeds: 2.5 points of binomial error about 95 % ± 2; the bench takes 1,000
	expect(powered / 300).toBeGreaterThan(0.92);
	expect(corrected / 300).toBeGreaterThan(0.92);
	expect(alone).toBe(0);
});

test("the estimate is that of prediction-powered inference, its interval wider by Student's t on few labels", () => {
	const found = correctedMean([1, 1, 0, 1], calibration(20, 3)).predictionPowered;
	const labelled = rows(20, 3);
	const plain = predictionPoweredMean(
		labelled.map(({ label }) => label),
		labelled.map(({ level }) => level),
		[1, 1, 0, 1],
	);
	expect(found.estimate).toBe(plain.estimate);
	const width = ({ low, high }: { low: number; high: number }) => high - low;
	// t(18) at 0.975 is 2.1009, z is 1.95996
	expect(width(found.interval) / width(plain.interval)).toBeCloseTo(Math.sqrt(20 / 18) * (2.1009 / 1.95996), 4);
});

test("takes the judge's scores out of a report, failed rows left out; on a scale there are no error rates", async () => {
	const metric = { name: "tone", direction: "higher", range: [0, 1], score: () => ({ value: 0.8 }) } as const;
	const report = await written("w", 6, (row) => (row === 0 ? new Error("down") : "x"), [metric]);
	const found = correctedMean(report, calibration(50, 1));
	expect(found).toMatchObject({ judged: 5, labelled: 50, judgeMean: 1, unit: "percent" });
	const scale = correctedMean(report, { ...calibration(50, 1), passAbove: null });
	expect(scale).toMatchObject({ judgeMean: 0.8, misclassification: null });
	expect(scale.view().text).toContain("–");
	expect(() => correctedMean(report, calibration(5, 1), { metric: "style" })).toThrow(/one of tone, found "style"/);
	expect(() => correctedMean([1], { ...calibration(1, 1), rows: [] })).toThrow(/0 labelled/);
});
