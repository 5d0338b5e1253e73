import { sampleStandardDeviation } from "simple-statistics";
import { jackknife, replicates } from "../../src/stats/bootstrap.ts";
import { type BootstrapMethod, bootstrapInterval } from "../../src/stats/bootstrap-interval.ts";
import { meanInterval } from "../../src/stats/mean.ts";
import type { Kind } from "./kind.ts";
import { quantile } from "./tolerances.ts";

interface Case {
	readonly x: readonly number[];
	readonly tolerance: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export const kind: Kind = {
	name: "bootstrap_scipy",
	run(golden) {
		const { x } = golden as unknown as Case;
		// the peer drew 20,000 at random; ten times as many here leave its own noise as the only one that counts
		const drawn = replicates(x, mean, 200_000, 1);
		const left = jackknife(x, mean);
		const ends = (method: BootstrapMethod) => {
			const { low, high } = bootstrapInterval(mean(x), drawn, left, { method });
			return [low, high];
		};
		const student = meanInterval(x);
		return {
			percentile: ends("percentile"),
			basic: ends("basic"),
			bca: ends("bca"),
			se: sampleStandardDeviation(drawn),
			t95: [student.low, student.high],
		};
	},
	tolerance: (path, golden) =>
		path.startsWith("t95") ? quantile : { absolute: (golden as unknown as Case).tolerance },
};
