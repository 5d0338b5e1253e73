import { describe, expect, it } from "vitest";
import { brier, expectedCalibrationError, logLoss } from "../../src/stats/calibration.ts";
import { expectClose } from "./close.ts";

const happened = [0, 1, 1, 0, 1, 0, 0, 1];
const stated = [0.1, 0.9, 0.4, 0.4, 0.8, 0.35, 0.7, 0.65];

describe("calibration figures", () => {
	it("equal scikit-learn 1.9.1", () => {
		expectClose([brier(happened, stated), logLoss(happened, stated)], [0.164375, 0.4908149468476065]);
		expectClose(logLoss([1, 0], [0, 0.5]), 18.36840028483855);
	});

	it("weigh the bins' gaps by hand", () => {
		// bin [0.2, 0.3): 0.25 stated, half happened; last bin: 1 stated, and it happened
		expectClose(expectedCalibrationError([0, 1, 1], [0.25, 0.25, 1]), (2 / 3) * 0.25);
	});

	it("are null for no items, and refuse what is no probability", () => {
		expect([brier([], []), logLoss([], []), expectedCalibrationError([], [])]).toEqual([null, null, null]);
		expect(() => brier([1], [1.2])).toThrow("probabilities in [0, 1], found 1.2");
		expect(() => logLoss([1, 0], [0.5])).toThrow("two lists of one length");
	});
});
