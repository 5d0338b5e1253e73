import { describe, expect, it } from "vitest";
import { incompleteBeta, logGamma, upperGamma } from "../../src/stats/special.ts";
import { expectClose } from "./close.ts";

// expected values: scipy.special 1.17.1 gammaln, gammaincc, betainc
describe("special functions", () => {
	it("log Gamma, below one, small and large", () => {
		expectClose([0.1, 3.5, 1000].map(logGamma), [2.252712651734206, 1.2009736023470743, 5905.220423209181], 1e-13);
	});

	it("upper incomplete gamma by series and by fraction", () => {
		expectClose([upperGamma(2.5, 1), upperGamma(2.5, 10)], [0.8491450360846096, 0.0012497305630313773], 1e-12);
		expect(upperGamma(2, 0)).toBe(1);
	});

	it("incomplete beta, small and large arguments, and its ends", () => {
		expectClose(
			[incompleteBeta(0.4, 2, 3), incompleteBeta(0.45, 500, 600)],
			[0.5247999999999999, 0.38169373366484016],
			1e-12,
		);
		expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
	});
});
