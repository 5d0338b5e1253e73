import { describe, expect, it } from "vitest";
import { ratingError } from "../../src/stats/rating-error.ts";

describe("ratingError", () => {
	it("counts by hand: a lenient judge", () => {
		const found = ratingError([1, 2, 3, 4], [1, 3, 5, 4]);
		expect(found).toEqual({ meanAbsoluteError: 0.75, meanBias: 0.75, exact: 0.5, withinOne: 0.75 });
	});

	it("is null for no items, and refuses ragged lists", () => {
		expect(ratingError([], [])).toBeNull();
		expect(() => ratingError([1], [])).toThrow("two lists of one length");
	});
});
