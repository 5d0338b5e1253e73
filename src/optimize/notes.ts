import type { Example } from "../data/dataset.ts";
import type { Standing } from "./optimized.ts";
import type { Task } from "./task.ts";

/** More different answers than this are no classes. */
const mostClasses = 30;

/** What the reader should know before believing the figures of a run, one sentence each. */
export function notesOf<I, E, O>(
	task: Pick<Task<I, E, O>, "train" | "validate" | "metric">,
	start: Standing,
): string[] {
	const { train, validate, metric } = task;
	const some = (count: number) => `${count} of ${start.rows} ${start.rows === 1 ? "row" : "rows"}`;
	return [
		// single rows are all that a look at a few of them, a race or a proposer can go by
		...(metric.aggregate === undefined
			? []
			: [
					`The search is guided by the rows' own scores; ${metric.name}, a figure of the whole set, is what candidates are judged and chosen by on all rows of validate.`,
				]),
		...missing("validate", validate.examples, "train", train.examples, "no demo and no example can show it"),
		...missing("train", train.examples, "validate", validate.examples, "nothing here measures it"),
		...(start.failed > 0
			? [`The program as given failed on ${some(start.failed)}; they count as the worst value.`]
			: []),
		...(start.unscored > 0
			? [
					`${metric.name} has no value on ${some(start.unscored)} of the program as given; they are left out of its mean.`,
				]
			: []),
	];
}

/** The classes that rows of one part have and those of another have not. */
function missing<I, E>(
	has: string,
	some: readonly Example<I, E>[],
	lacks: string,
	others: readonly Example<I, E>[],
	so: string,
): string[] {
	return Object.entries(classes(some)).flatMap(([field, counts]) => {
		const there = new Set(others.map(({ expected }) => String(fieldsOf(expected)[field])));
		return [...counts].flatMap(([value, count]) =>
			there.has(value)
				? []
				: [
						`${field} ${JSON.stringify(value)} is the answer to ${count} ${count === 1 ? "row" : "rows"} of ${has} and to none of ${lacks}: ${so}.`,
					],
		);
	});
}

/** How often each answer stands in each field whose answers are names that recur. */
function classes<I, E>(examples: readonly Example<I, E>[]): Record<string, Map<string, number>> {
	const fields = new Map<string, Map<string, number>>();
	for (const { expected } of examples) {
		for (const [name, value] of Object.entries(fieldsOf(expected))) {
			if (typeof value !== "string" && typeof value !== "boolean") continue;
			const counts = fields.get(name) ?? new Map<string, number>();
			fields.set(name, counts.set(String(value), (counts.get(String(value)) ?? 0) + 1));
		}
	}
	const recur = ([, counts]: [string, Map<string, number>]) =>
		counts.size <= mostClasses && counts.size <= examples.length / 2;
	return Object.fromEntries([...fields].filter(recur));
}

function fieldsOf(expected: unknown): Readonly<Record<string, unknown>> {
	return typeof expected === "object" && expected !== null ? { ...expected } : { answer: expected };
}
