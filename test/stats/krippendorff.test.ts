import { describe, expect, it } from "vitest";
import { krippendorffAlpha } from "../../src/stats/krippendorff.ts";
import { expectClose } from "./close.ts";

const n = null;
const ratings = [
	[n, n, n, n, n, 3, 4, 1, 2, 1, 1, 3, 3, n, 3],
	[1, n, 2, 1, 3, 3, 4, 3, n, n, n, n, n, n, n],
	[n, n, 2, 1, 3, 4, 4, n, 2, 1, 1, 3, 3, n, 4],
];

describe("krippendorffAlpha", () => {
	it("equals krippendorff 0.9.0 at every level, with gaps", () => {
		const found = (["nominal", "ordinal", "interval", "ratio"] as const).map((level) =>
			krippendorffAlpha(ratings, { level }),
		);
		expectClose(found, [0.691358024691358, 0.8067214199413153, 0.8108448928121059, 0.8089436707842471]);
	});

	it("is null where nothing can be compared or nothing varies", () => {
		expect(krippendorffAlpha([])).toBeNull();
		expect(krippendorffAlpha([[1, 2, 3]])).toBeNull();
		expect(krippendorffAlpha([[1, n], [n, 2]])).toBeNull(); // biome-ignore format: two raters
		expect(krippendorffAlpha([[2, 2], [2, 2]])).toBeNull(); // biome-ignore format: two raters
	});

	it("takes lists of different length as gaps at the end", () => {
		expect(krippendorffAlpha([[1, 2, 3], [1, 2]])).toBe(1); // biome-ignore format: two raters
	});
});
