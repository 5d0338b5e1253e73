import { expect, test } from "vitest";
import { calibrated, cautionOf } from "../../src/judge/calibration.ts";
import { judge } from "../../src/judge/judge.ts";
import { politenessRubric } from "../../src/judge/rubrics/politeness.ts";

const found = (kappa: number | null, low: number | null, high: number | null) => ({ n: 40, kappa, low, high });

test("caution where the interval reaches down to 0.4, or there is none; its lower end decides, not kappa itself", () => {
	expect(cautionOf(found(0.7, 0.4, 0.9), "people's labels")).toMatch(/0.70 \[0.40, 0.90\], which reaches down to 0.4/);
	expect(cautionOf(found(0.45, 0.41, 0.5), "people's labels")).toBeUndefined();
	expect(cautionOf(found(0.9, null, null), "people's labels")).toMatch(/without an interval/);
	expect(cautionOf(found(null, null, null), "author labels")).toMatch(
		/^on 40 rows of author labels its agreement cannot/,
	);
});

test("a calibration goes along when the model is wrapped, and not when the prompt changes", () => {
	const polite = judge({ rubric: politenessRubric, shows: { reply: () => "" } });
	const caution = "agrees too little";
	const careful = calibrated(polite, { caution });
	expect(careful.using((current) => current).using((current) => current).caution).toBe(caution);
	expect(careful.with({}).caution).toBeUndefined();
	expect(polite.caution).toBeUndefined();
	expect(calibrated(careful, {}).caution).toBeUndefined();
	expect([careful.name, careful.levels]).toEqual([polite.name, polite.levels]);
});
