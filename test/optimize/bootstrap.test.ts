import { expect, test } from "vitest";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { labeledFewShot } from "../../src/optimize/labeled-few-shot.ts";
import { metric, program, pupil, train, validate } from "./support.ts";

test("demos that help are promoted with their evidence; the budget holds", async () => {
	const model = pupil((_prompt, demos) => (demos >= 6 ? 1 : 0.4));
	const result = await bootstrap({ maxBootstrappedDemos: 4, maxLabeledDemos: 4 })(program.using(model), {
		train,
		validate,
		metric,
		budget: { calls: 100 },
		progress: false,
	});
	expect(result.start.value).toBeCloseTo(0.4, 1);
	expect(result.chosen.evidence?.adjustedP).toBeLessThan(0.01);
	expect(result.promoted).toBe(true);
	expect(result.chosen.value).toBe(1);
	expect(result.program.parameters.parity?.demos).toHaveLength(8);
	expect(model.calls).toBe(result.spent.calls);
	expect(result.spent.calls).toBeLessThanOrEqual(100);
});

test("labelled demos cost nothing", async () => {
	const model = pupil(() => 0.5);
	const result = await labeledFewShot({ demos: 6 })(program.using(model), {
		train,
		validate,
		metric,
		budget: { calls: 1 },
		progress: false,
	});
	expect(result.program.parameters.parity?.demos).toHaveLength(6);
	expect(result.spent.calls).toBe(0);
});
