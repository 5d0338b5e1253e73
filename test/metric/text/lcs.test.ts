import { describe, expect, it } from "vitest";
import { random } from "../../../src/core/random.ts";
import { lcsLength, lcsPositions, lcsWith } from "../../../src/metric/text/lcs.ts";

/** The definition, by recursion. */
function slow(a: readonly number[], b: readonly number[]): number {
	const [first, ...rest] = a;
	if (first === undefined || b.length === 0) return 0;
	const at = b.indexOf(first);
	const without = slow(rest, b);
	return at === -1 ? without : Math.max(without, 1 + slow(rest, b.slice(at + 1)));
}

const source = random(5);
const symbols = (length: number, kinds = 3) => Array.from({ length }, () => source.integer(kinds));

describe("lcsLength", () => {
	it("equals the definition on short sequences", () => {
		for (let i = 0; i < 300; i++) {
			const [a, b] = [symbols(source.integer(9)), symbols(source.integer(9))];
			expect(lcsLength(a, b)).toBe(slow(a, b));
		}
	});

	it("carries over word borders: agrees with the table on lengths around 32 and 64", () => {
		for (const length of [31, 32, 33, 63, 64, 65, 200]) {
			const [a, b] = [symbols(length), symbols(length + 7)];
			expect(lcsLength(a, b)).toBe(lcsPositions(a, b).length);
		}
	});

	it("is 0 for empty sequences", () =>
		expect([lcsLength([], []), lcsLength([1], []), lcsLength([], [1])]).toEqual([0, 0, 0]));

	it("looks at a window only, and can be used again", () => {
		const lcs = lcsWith([1, 2, 3]);
		expect([lcs([1, 2, 3, 1], 1), lcs([1, 2, 3, 1], 0, 2), lcs([1, 2, 3])]).toEqual([2, 2, 3]);
	});
});

describe("lcsPositions", () => {
	it("gives ascending places of a common subsequence", () => {
		const [a, b] = [symbols(40), symbols(50)];
		const positions = lcsPositions(a, b);
		expect(positions).toEqual([...positions].sort((x, y) => x - y));
		expect(
			lcsLength(
				positions.map((i) => a[i] as number),
				b,
			),
		).toBe(positions.length);
	});

	it("drops a symbol of a on a tie", () => expect(lcsPositions([1, 2], [2, 1])).toEqual([0]));
});
