import { mean, sampleStandardDeviation } from "simple-statistics";
import { checkFinite, checkLength, checkShare } from "./check.ts";
import { studentQuantile } from "./distribution.ts";
import type { Interval } from "./interval.ts";

/**
 * The t interval of a mean.
 *
 * Constant values give a range of no width, which says that no spread was seen, not that there is none. So does a single
 * value; its method then reads "single value".
 *
 * @param values at least one finite number
 * @throws DataError when the list is empty or holds NaN
 * @see Student 1908, "The probable error of a mean"
 * @example
 * meanInterval([1, 2, 3]).high // => 4.484137711712766
 */
export function meanInterval(values: readonly number[], level = 0.95): Interval {
	checkLength("meanInterval", values);
	checkFinite("meanInterval", values);
	checkShare("meanInterval", "level", level);
	const center = mean([...values]);
	if (values.length === 1) return { low: center, high: center, level, method: "single value" };
	const error = sampleStandardDeviation([...values]) / Math.sqrt(values.length);
	const reach = error === 0 ? 0 : -studentQuantile((1 - level) / 2, values.length - 1) * error;
	return { low: center - reach, high: center + reach, level, method: "t" };
}
