import { ConfigError } from "../core/errors.ts";
import type { Schema } from "../core/schema.ts";
import { choiceSchema } from "./choice-schema.ts";
import { scaleSchema } from "./scale-schema.ts";

/** Whole numbers from `low`, the worst, to `high`, the best. */
export interface NumberScale {
	readonly low: number;
	readonly high: number;
}

/** Words or letters to choose from, each with its score in [0, 1]: `{ choices: { A: 1, B: 0.4, C: 0 } }`. */
export interface ChoiceScale {
	readonly choices: Readonly<Record<string, number>>;
}

/** What a judge answers on. "binary" is yes (1) or no (0). */
export type Scale = "binary" | NumberScale | ChoiceScale;

/** What a judge may say: a number of the scale, "yes" or "no", a letter. */
export type Level = number | string;

/** A scale as a judge uses it: where the answer stands, how it is checked, what it is worth. */
export interface Reading {
	/** The name of the answer's field. */
	readonly field: "score" | "verdict" | "choice";
	readonly schema: Schema<Level>;
	/** Every level with its points, worst first. Points can be averaged; levels cannot. */
	readonly levels: readonly { readonly level: Level; readonly points: number }[];
	/** Points as a metric's value. */
	readonly valueOf: (points: number) => number;
	/** Smallest and largest value. */
	readonly range: readonly [low: number, high: number];
}

/**
 * How to read a scale.
 *
 * @param arithmetic for numbers: "share" is score / high, so that 311 of 400 points are 77.75 % and the worst of 1 to 5 is
 *   0.2; "anchored" is (score − low) / (high − low), from 0 to 1. Words and letters carry their own scores.
 * @throws ConfigError when the ends are no whole numbers in order, or there are fewer than two choices or one scores outside [0, 1]
 * @example
 * readingOf({ low: 1, high: 5 }).valueOf(4) // => 0.8
 * readingOf({ low: 1, high: 5 }, "anchored").valueOf(4) // => 0.75
 * readingOf("binary").levels // => [{ level: "no", points: 0 }, { level: "yes", points: 1 }]
 */
export function readingOf(scale: Scale, arithmetic: "share" | "anchored" = "share"): Reading {
	if (scale === "binary") return { ...choicesReading({ yes: 1, no: 0 }), field: "verdict" };
	return "choices" in scale ? choicesReading(scale.choices) : numbersReading(scale, arithmetic);
}

function numbersReading({ low, high }: NumberScale, arithmetic: "share" | "anchored"): Reading {
	if (!(Number.isInteger(low) && Number.isInteger(high) && low < high)) {
		throw new ConfigError(`judge: expected a scale of whole numbers with low below high, found ${low} to ${high}`);
	}
	if (arithmetic === "share" && (low < 0 || high <= 0)) {
		throw new ConfigError(
			`judge: expected a scale from 0 or above for shares, found ${low}; say { scale: "anchored" }`,
		);
	}
	const numbers = Array.from({ length: high - low + 1 }, (_, step) => low + step);
	return {
		field: "score",
		schema: scaleSchema({ low, high }),
		levels: numbers.map((level) => ({ level, points: level })),
		valueOf: (points) => (arithmetic === "share" ? points / high : (points - low) / (high - low)),
		range: [arithmetic === "share" ? low / high : 0, 1],
	};
}

function choicesReading(choices: Readonly<Record<string, number>>): Reading {
	const entries = Object.entries(choices);
	const outside = entries.find(([, points]) => !(points >= 0 && points <= 1));
	if (entries.length < 2 || outside !== undefined) {
		const found = outside === undefined ? `${entries.length}` : outside.join(": ");
		throw new ConfigError(`judge: expected at least two choices with scores from 0 to 1, found ${found}`);
	}
	return {
		field: "choice",
		schema: choiceSchema(entries.map(([level]) => level)),
		levels: entries.map(([level, points]) => ({ level, points })).sort((a, b) => a.points - b.points),
		valueOf: (points) => points,
		range: [0, 1],
	};
}
