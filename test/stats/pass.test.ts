import { describe, expect, it } from "vitest";
import { passAtK, passHatK } from "../../src/stats/pass.ts";
import { expectClose } from "./close.ts";

describe("pass@k and pass^k", () => {
	it("equal the shares counted over all draws of 3 from 6 tries of which 2 passed", () => {
		// C(6,3) = 20 draws: 4 without a pass, none with passes alone
		expectClose([passAtK(6, 2, 3), passHatK(6, 2, 3), passHatK(6, 4, 3)], [0.8, 0, 0.2]);
	});

	it("take one try, and many without overflow", () => {
		expect([passAtK(1, 1, 1), passHatK(1, 0, 1)]).toEqual([1, 0]);
		expectClose(passHatK(5000, 4999, 2500), 0.5);
	});

	it("refuse counts that do not fit", () => {
		expect(() => passAtK(2, 1, 3)).toThrow("1 <= k <= n");
		expect(() => passHatK(2, 3, 1)).toThrow("found n 2, c 3, k 1");
	});
});
