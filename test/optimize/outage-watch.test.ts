import { expect, test } from "vitest";
import { random } from "../../src/core/random.ts";
import { hopeless, outageWatch } from "../../src/optimize/outage-watch.ts";

/** Whether any outcome of the batch, told in this order, raises the alarm. */
function rings(outcomes: readonly boolean[], order: readonly number[]): boolean {
	const failed = outageWatch().batch();
	return order.map((place) => failed(place, outcomes[place] as boolean)).some((alarm) => alarm);
}

test("ten rows in a row ring, nine do not, in whichever order they end", () => {
	const draws = random("outage");
	for (const [bad, alarm] of [[hopeless, true] as const, [hopeless - 1, false] as const]) {
		const outcomes = [false, ...Array.from({ length: bad }, () => true), false];
		const places = outcomes.map((_, place) => place);
		for (let round = 0; round < 20; round++) expect(rings(outcomes, draws.shuffle(places))).toBe(alarm);
	}
});

test("a row that went well begins the count anew; failures go on counting over batches", () => {
	const watch = outageWatch();
	const first = watch.batch();
	for (let place = 0; place < 9; place++) expect(first(place, true)).toBe(false);
	expect(watch.batch()(0, true)).toBe(true);
	const other = outageWatch();
	const batch = other.batch();
	for (let place = 0; place < 40; place++) expect(batch(place, place % 9 !== 8)).toBe(false);
});
