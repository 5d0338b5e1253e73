// Statistics as plain functions on numbers, without models or programs.
// You want them when figures come from elsewhere, or to ask before a study how much a few rows can say.
import { stats } from "touchstone";

// 34 of 40 rows right: between what and what does the true share lie?
const { low, high } = stats.wilson(34, 40);
console.log(
	`34 of 40 is 85 %, and with 95 % confidence between ${(low * 100).toFixed(0)} and ${(high * 100).toFixed(0)} %`,
);

// Two prompts on the same rows: 3 rows only the old one got right, 9 only the new one.
console.log(`3 against 9: p = ${stats.mcnemar(3, 9).exactP.toFixed(3)}`);
console.log(`6 against 18: p = ${stats.mcnemar(6, 18).exactP.toFixed(3)}`);

// Five prompts were tried, so the best p of five is not what it seems.
console.log(
	`after Holm: ${stats
		.holm([0.02, 0.04, 0.3, 0.5, 0.8])
		.map((p) => p.toFixed(2))
		.join(", ")}`,
);

// Any other figure: draw the rows again and again, and see how far it moves.
const seconds = [1.2, 0.9, 1.4, 1.1, 6.3, 1.0, 1.3, 0.8, 1.2, 1.5];
const median = (values: readonly number[]) => stats.quantile(values, 0.5) ?? 0;
const interval = stats.bootstrap(seconds, median, { seed: 1 });
console.log(`median ${median(seconds)} s, between ${interval.low} and ${interval.high} s`);

// Prints:
// 34 of 40 is 85 %, and with 95 % confidence between 71 and 93 %
// 3 against 9: p = 0.146
// 6 against 18: p = 0.023
// after Holm: 0.10, 0.16, 0.90, 1.00, 1.00
// median 1.2 s, between 0.95 and 1.4 s
