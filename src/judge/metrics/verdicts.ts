import { ConfigError, OutputError } from "../../core/errors.ts";
import { textSchema } from "../../core/text-schema.ts";
import type { RunContext } from "../../model/model.ts";
import type { Program } from "../../program/program.ts";
import { around } from "./around.ts";
import { judgeStep, type Texts } from "./judge-step.ts";
import { type LineVerdict, readVerdictLines } from "./verdict-lines.ts";

/** Lines to be judged one by one, and the texts to judge them by. */
export interface Judged<Name extends string> {
	readonly lines: readonly string[];
	readonly by: Texts<Name>;
}

/** What a judge says of one line. */
export interface Verdict {
	readonly line: string;
	readonly holds: boolean;
	/** Of the first repeat that agrees with the majority. */
	readonly reason: string;
}

/** So many lines are judged in one question: few enough for a small model, and for an answer of 512 tokens. */
const linesPerQuestion = 8;
/** The first question, and twice again for verdicts that are missing. */
const tries = 3;

/**
 * Asks for a yes or no, with a reason, to each of some lines.
 *
 * A judge that leaves lines out is asked again for those alone, at most twice; a share of the verdicts that happened to come
 * back would be a share of nothing in particular. With `repeats` every line is judged so often, and the majority counts; a
 * tied vote is a no.
 *
 * @param spec.reads names of the texts to judge by
 * @throws OutputError from `run` when verdicts are still missing; ConfigError when the repeats cannot be used
 * @example
 * const said = scripted(["1. it says so => yes", "2. it does not => no"]);
 * const supported = verdicts({ name: "verdicts", instructions: "Does each line follow?", reads: ["context"] }).using(said);
 * const { output } = await supported.run({ lines: ["Ada wrote.", "Ada sang."], by: { context: "Ada wrote." } });
 * output.map(({ holds }) => holds) // => [true, false]
 * said.calls // => 2
 */
export function verdicts<Name extends string>(spec: {
	readonly name: string;
	readonly instructions: string;
	readonly reads: readonly Name[];
	readonly repeats?: number | undefined;
}): Program<Judged<Name>, readonly Verdict[]> {
	const { name, instructions, reads, repeats = 1 } = spec;
	if (!(Number.isInteger(repeats) && repeats >= 1)) {
		throw new ConfigError(`${name}: expected a whole number of repeats >= 1, found ${repeats}`);
	}
	const step: Asked = judgeStep<string, Asks>({
		name,
		instructions: `${instructions}\nJudge every numbered line by itself.`,
		reads: [...reads, "lines"],
		writes: { verdicts: textSchema("One line for each: its number, a few words why, then => yes or => no") },
		temperature: repeats > 1 ? 0.7 : 0,
	});
	return around(step, { repeats }, async (inner, { lines, by }: Judged<Name>, context) => {
		const votes: LineVerdict[][] = lines.map(() => []);
		for (let repeat = 0; repeat < repeats; repeat++) {
			for (let from = 0; from < lines.length; from += linesPerQuestion) {
				const ids = lines.slice(from, from + linesPerQuestion).map((_, index) => from + index + 1);
				const sample = ((context.sample ?? 0) * repeats + repeat) * tries;
				const found = await askUntilComplete(inner, { lines, by }, ids, { ...context, sample });
				for (const [id, verdict] of found) votes[id - 1]?.push(verdict);
			}
		}
		return lines.map((line, index) => ({ line, ...majority(votes[index] ?? []) }));
	});
}

type Asks = { readonly verdicts: ReturnType<typeof textSchema> };
type Asked = Program<Texts, { verdicts: string }>;

async function askUntilComplete(
	asked: Asked,
	{ lines, by }: Judged<string>,
	ids: readonly number[],
	context: RunContext & { readonly sample: number },
): Promise<ReadonlyMap<number, LineVerdict>> {
	const found = new Map<number, LineVerdict>();
	let said = "";
	for (let attempt = 0; attempt < tries; attempt++) {
		const missing = ids.filter((id) => !found.has(id));
		if (missing.length === 0) break;
		const shown = missing.map((id) => `${id}. ${(lines[id - 1] ?? "").replace(/\s+/g, " ").trim()}`).join("\n");
		const sample = context.sample + attempt;
		said = (await asked.run({ ...by, lines: shown }, { ...context, sample })).output.verdicts;
		for (const [id, verdict] of readVerdictLines(said, missing)) found.set(id, verdict);
	}
	const missing = ids.filter((id) => !found.has(id));
	if (missing.length === 0) return found;
	throw new OutputError(
		`${asked.name}: expected a verdict on each of ${ids.length} lines, found none on ${missing.join(", ")} after asking ${tries} times. Give the metric a stronger model, or one line of an example.`,
		{ step: asked.name, field: "verdicts", issues: missing.map((id) => `no verdict on line ${id}`), text: said },
	);
}

function majority(votes: readonly LineVerdict[]): LineVerdict {
	const holds = votes.filter((vote) => vote.holds).length * 2 > votes.length;
	return { holds, reason: votes.find((vote) => vote.holds === holds)?.reason ?? "" };
}
