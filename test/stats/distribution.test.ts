import { describe, expect, it } from "vitest";
import {
	betaQuantile,
	binomialCdf,
	binomialMass,
	chiSquaredUpper,
	fUpper,
	normalCdf,
	normalQuantile,
	studentQuantile,
	studentTwoSided,
} from "../../src/stats/distribution.ts";
import { hypergeometricMass } from "../../src/stats/hypergeometric.ts";
import { expectClose } from "./close.ts";

// expected values: scipy.stats 1.17.1
describe("distributions", () => {
	it("normal, far tail included", () => {
		const tail = [6.22096057427174e-16, 0.06680720126885807, 0.6179114221889526, 0.9937903346742238];
		expectClose([-8, -1.5, 0.3, 2.5].map(normalCdf), tail, 1e-12);
		const quantiles = [-6.361340902404056, -1.9599639845400545, -0.2533471031357997, 3.090232306167813];
		expectClose([1e-10, 0.025, 0.4, 0.999].map(normalQuantile), quantiles, 1e-12);
		expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
	});

	it("Student's t, few, fractional and many degrees of freedom", () => {
		const p = [studentTwoSided(2.5, 3), studentTwoSided(0.1, 7.5), studentTwoSided(30, 1), studentTwoSided(3, 1000)];
		expectClose(p, [0.08770664700806556, 0.9229653320677902, 0.02121280481107085, 0.0027667090442381925], 1e-12);
		const t = [studentQuantile(0.975, 1), studentQuantile(0.025, 9), studentQuantile(0.995, 30.5)];
		expectClose(t, [12.706204736174694, -2.2621571627982053, 2.746967063704737], 1e-12);
	});

	it("chi-squared and F", () => {
		const upper = [chiSquaredUpper(3.84, 1), chiSquaredUpper(100, 50), chiSquaredUpper(0.01, 3)];
		expectClose(upper, [0.05004352124870519, 3.454931382984871e-5, 0.9997348349413444], 1e-12);
		expectClose([fUpper(3.2, 2, 17), fUpper(0.5, 10, 4)], [0.0661425666664213, 0.8294730741512227], 1e-12);
	});

	it("beta quantiles near 0 and of large counts", () => {
		const found = [betaQuantile(0.025, 0.5, 20.5), betaQuantile(0.975, 307, 694)];
		expectClose(found, [2.4246478459242733e-5, 0.3356028656838568], 1e-11);
	});

	it("binomial and hypergeometric, deep in the tail and at the edges", () => {
		const found = [binomialMass(307, 1000, 0.5), binomialCdf(307, 1000, 0.5), binomialMass(0, 20, 0.1)];
		expectClose(found, [1.6874535226312522e-35, 3.0173063395142175e-35, 0.12157665459056922], 1e-11);
		expectClose(hypergeometricMass(3, 12, 38, 20), 0.1343508885916395, 1e-12);
		expect([binomialMass(3, 2, 0.5), binomialMass(0, 4, 0), binomialMass(4, 4, 1)]).toEqual([0, 1, 1]);
		expect([binomialCdf(-1, 2, 0.5), binomialCdf(2, 2, 0.5)]).toEqual([0, 1]);
	});
});
