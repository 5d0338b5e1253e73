import { compose } from "../../program/compose.ts";
import { judgeStep } from "./judge-step.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { numberedLines } from "./numbered-lines.ts";
import { readsOf } from "./reads.ts";

/**
 * Context entity recall: the share of the reference's names, places, dates and figures that occur among those of the retrieved
 * contexts.
 *
 * 1 when all were retrieved; 0 when none was, also when nothing was retrieved. Entities are equal when their words are, letter
 * case and spaces aside: "USA" and "United States" are two. null where there is no reference or it names nothing.
 *
 * @see ragas 0.4.3, context entity recall, which compares the exact strings
 * @example
 * const judgeModel = scripted(["<entities>1. Ada Lovelace\n2. 1815</entities>", "<entities>1. ada lovelace\n2. London</entities>"]);
 * const c = { expected: { answer: "Ada Lovelace, born 1815." }, output: { contexts: ["Ada Lovelace lived in London."] } };
 * (await contextEntityRecall({ model: judgeModel }).score(c, { seed: 0 })).value // => 0.5
 */
export function contextEntityRecall<I, E, O>(
	options: Omit<JudgedOptions<I, E, O>, "repeats"> = {},
): JudgedMetric<I, E, O> {
	const reads = readsOf("context entity recall", options.reads);
	const entities = judgeStep({
		name: "entities",
		instructions:
			"List the names of people, places, things and organisations, the dates and the figures in the text, each once, as they are written there.",
		reads: ["text"],
		writes: { entities: numberedLines("one name, date or figure") },
	});
	const program = compose("context entity recall", { entities }, async ({ reference = "", contexts }: Input, step) => {
		if (reference.trim() === "") return doesNotApply("there is no reference");
		const context = contexts.join("\n");
		if (context.trim() === "") return { value: 0, reason: "nothing was retrieved" };
		const wanted = distinct((await step.entities({ text: reference })).entities);
		if (wanted.length === 0) return doesNotApply("the reference names nothing");
		const retrieved = distinct((await step.entities({ text: context })).entities);
		const missing = wanted.filter((entity) => !retrieved.includes(entity));
		const found = wanted.length - missing.length;
		const lacking = missing.length === 0 ? "" : `; not: ${missing.join(", ")}`;
		return {
			value: found / wanted.length,
			raw: { wanted, retrieved },
			reason: `${found} of ${wanted.length} entities are in the contexts${lacking}`,
		};
	});
	return judgedMetric({
		name: "context entity recall",
		program,
		model: options.model,
		read: (c) => ({ reference: reads.reference(c), contexts: reads.contexts(c) }),
	});
}

interface Input {
	readonly reference: string | undefined;
	readonly contexts: readonly string[];
}

function distinct(entities: readonly string[]): readonly string[] {
	return [...new Set(entities.map((entity) => entity.toLowerCase().replace(/\s+/g, " ").trim()))];
}
