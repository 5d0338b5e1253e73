import { DataError } from "../core/errors.ts";
import { type Arm, sequentialTest } from "../stats/sequential-test.ts";
import type { AbTestRules, AnswerRecord, ScoreRecord } from "./ab-test-records.ts";
import type { AbTestArm, AbTestData } from "./ab-test-result.ts";

/** The answers and scores of a test so far, and what they say. */
export interface AbTestTally {
	/** How many answers there are, failures among them. */
	readonly answers: number;
	add(answer: AnswerRecord): void;
	/** Throws when the answer is unknown, was scored before, or the score lies outside the range. */
	check(score: ScoreRecord): void;
	score(score: ScoreRecord): void;
	figures(): AbTestData;
}

/**
 * Keeps up an A/B test as answers and scores come in.
 *
 * One key counts once, by the first score that it gets. Scores of one person are alike, and the test's guarantee needs
 * that a score says nothing about the next: ten answers to one user are not ten users.
 */
export function abTestTally(rules: AbTestRules): AbTestTally {
	const { range, level } = rules;
	const answers = new Map<string, AnswerRecord>();
	const counted = new Map<string, { readonly arm: Arm; readonly value: number }>(); // by key
	const test = sequentialTest({ range, level });
	let decidedAfter: number | null = null;

	function count({ key, arm }: AnswerRecord, value: number): void {
		if (counted.has(key)) return;
		counted.set(key, { arm, value });
		if (test.observe(arm, value) !== undefined) decidedAfter ??= counted.size;
	}

	function armFigures(arm: Arm): AbTestArm {
		const own = [...answers.values()].filter((answer) => answer.arm === arm);
		const made = own.filter((answer) => answer.failed === undefined);
		return {
			name: rules[arm].name,
			answers: own.length,
			keys: new Set(own.map(({ key }) => key)).size,
			failed: own.length - made.length,
			awaiting: own.filter(({ score }) => score === undefined).length,
			counted: [...counted.values()].filter((one) => one.arm === arm).length,
			mean: mean([...counted.values()].flatMap((one) => (one.arm === arm ? [one.value] : []))),
			latencyMs: mean(made.map(({ latencyMs }) => latencyMs)),
			costUsd: mean(own.map(({ costUsd }) => costUsd)),
		};
	}

	return {
		get answers() {
			return answers.size;
		},
		add(answer) {
			answers.set(answer.id, answer);
			if (typeof answer.score === "number") count(answer, answer.score);
		},
		check({ id, value }) {
			const found = answers.get(id);
			if (found === undefined) {
				throw new DataError(
					`abTest: expected the id of an answer of this test, found "${id}". Use the answer's own: answer.id.`,
				);
			}
			if (typeof found.score === "number") {
				throw new DataError(`abTest: expected one score for answer ${id}, found a second. The first stands.`);
			}
			checkScore(value, rules);
		},
		score({ id, value }) {
			const answer = answers.get(id);
			if (answer === undefined) return; // its line was lost with the one that was cut short
			answers.set(id, { ...answer, score: value });
			count(answer, value);
		},
		figures() {
			const { difference, low, high } = test.result();
			const up = rules.direction === "higher";
			const decided = test.decided === undefined ? null : (test.decided === "better") === up ? "better" : "worse";
			return {
				metric: rules.metric,
				unit: rules.unit,
				direction: rules.direction,
				control: armFigures("control"),
				treatment: armFigures("treatment"),
				counted: counted.size,
				difference,
				low,
				high,
				level,
				decided,
				decidedAfter,
			};
		},
	};
}

/** Throws a DataError for a score outside the range, where the test's guarantee would end. */
export function checkScore(score: number, { range: [low, high], metric }: Pick<AbTestRules, "range" | "metric">): void {
	if (score >= low && score <= high) return;
	throw new DataError(
		`abTest: expected a ${metric} in [${low}, ${high}], found ${score}. Give the range that holds all: { range }.`,
	);
}

/** null without values, or when one is unknown. */
function mean(values: readonly (number | null)[]): number | null {
	let sum = 0;
	for (const value of values) {
		if (value === null) return null;
		sum += value;
	}
	return values.length === 0 ? null : sum / values.length;
}
