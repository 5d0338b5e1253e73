import { expect, it } from "vitest";
import { exact } from "../../src/metric/exact.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { withModels } from "../../src/metric/with-models.ts";

it("keeps the name and the caution of a copy, and asks the other model", () => {
	const made: Metric = {
		name: "tone",
		direction: "higher",
		range: [0, 1],
		score: () => ({ value: 0 }),
		using: () => ({ ...made, score: () => ({ value: 1 }) }),
	};
	const other = withModels({ ...made, name: "my tone", caution: "agrees too little" }, () => undefined);
	expect([other.name, other.caution]).toEqual(["my tone", "agrees too little"]);
	expect(other.score({} as never, {} as never)).toEqual({ value: 1 });
});

it("leaves a metric alone that asks no model", () => {
	const metric = exact("label");
	expect(withModels(metric, () => undefined)).toBe(metric);
});
