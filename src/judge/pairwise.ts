import { ConfigError, DataError } from "../core/errors.ts";
import type { SchemaLike } from "../core/schema.ts";
import { textSchema } from "../core/text-schema.ts";
import { startTrace } from "../core/trace.ts";
import type { Report, Row } from "../evaluate/report.ts";
import type { RunContext } from "../model/model.ts";
import { usageOf } from "../model/usage.ts";
import { predict } from "../program/predict.ts";
import type { ModelChoice, Parameters } from "../program/program.ts";
import type { PromptAdapter } from "../program/prompt/prompt.ts";
import { taggedPrompt } from "../program/prompt/tagged.ts";
import { type Signature, signature } from "../program/signature.ts";
import { displayable } from "../view/view.ts";
import { bothOrders, type Duel, type PairwiseAnswer, type PairwiseProgram } from "./both-orders.ts";
import { choiceSchema } from "./choice-schema.ts";
import { delimit } from "./delimit.ts";
import { type DuelRow, type Pairwise, pairwiseResult } from "./pairwise-result.ts";
import { pairwiseView } from "./pairwise-view.ts";
import { type JudgingOptions, modelsOf, runCases } from "./run-cases.ts";

export interface PairwiseOptions<I, E, O> extends JudgingOptions {
	/** What makes one text better than another, in a sentence or more. */
	readonly criteria: string;
	/** Texts that both have in common: the document, the question. */
	readonly shows?: Readonly<Record<string, (c: { readonly input: I; readonly expected: E }) => string>>;
	/** The text that is compared. */
	readonly answer: (output: O) => string;
	readonly adapter?: PromptAdapter;
}

/** Compares the outputs of two or more reports, row by row. */
export interface PairwiseJudge<I = unknown, E = unknown, O = unknown> {
	(...reports: readonly Report<I, E, O>[]): Promise<Pairwise>;
	readonly program: PairwiseProgram;
	/** Which of two outputs for one input is better, asked in both orders. */
	readonly duel: (row: { readonly input: I; readonly expected: E }, a: O, b: O, context: RunContext) => Promise<Duel>;
	readonly using: (choice: ModelChoice) => PairwiseJudge<I, E, O>;
	readonly with: (parameters: Readonly<Record<string, Parameters>>) => PairwiseJudge<I, E, O>;
}

/**
 * A judge that compares: it sees two texts for one input and names the better, in both orders, since models favour a place.
 *
 * Only a text that wins in both orders has won; the rest are ties. The outcome of two reports is a win rate with its interval
 * (0.5 is even), of more also a ranking by Bradley and Terry's model. How often the verdict turned with the order, and
 * whether one place was favoured, stand beside it. A row whose program failed loses without being asked about; a
 * judge that cannot be read lowers the coverage.
 *
 * @returns a function of two or more reports on the same rows
 * @throws ConfigError when a shared text is named like a field of the question or the answer; from the call: DataError when
 *   fewer than two reports are given or they have no row in common
 * @see Zheng et al. 2023, "Judging LLM-as-a-judge", arXiv:2306.05685
 * @example
 * const better = pairwise({ criteria: "The politer reply is better.", answer: (output) => output.reply });
 * Object.keys(better.program.schemas.pairwise.input.properties) // => ["first", "second"]
 */
export function pairwise<I, E, O>(options: PairwiseOptions<I, E, O>): PairwiseJudge<I, E, O> {
	const program = predict(pairwiseSignature(options.criteria, Object.keys(options.shows ?? {})), {
		adapter: options.adapter ?? taggedPrompt,
		maxTokens: 160,
		...(options.model === undefined ? {} : { model: options.model }),
	});
	return pairwiseOf(options, program);
}

function pairwiseOf<I, E, O>(options: PairwiseOptions<I, E, O>, program: PairwiseProgram): PairwiseJudge<I, E, O> {
	const { shows = {}, answer, level = 0.95, seed = 0 } = options;
	const names = [...Object.keys(shows), ...ownFields];
	const duelWith =
		(asked: PairwiseProgram): PairwiseJudge<I, E, O>["duel"] =>
		(row, a, b, context) => {
			const shared = Object.fromEntries(Object.entries(shows).map(([name, read]) => [name, delimit(read(row), names)]));
			return bothOrders(asked, shared, delimit(answer(a), names), delimit(answer(b), names), context);
		};
	const call = async (...reports: readonly Report<I, E, O>[]): Promise<Pairwise> => {
		const duel = duelWith(program.using(modelsOf(options)));
		const rows = await runCases("comparing", meetings(reports), options, async (meeting, context): Promise<DuelRow> => {
			const trace = startTrace("pairwise", "judge");
			const { id, a, b, rowA, rowB } = meeting;
			const decided = withoutAsking(rowA, rowB);
			const outcome = decided ?? (await duel(rowA, rowA.output as O, rowB.output as O, { ...context, trace }));
			return { id, a, b, ...outcome, usage: usageOf(trace.data) };
		});
		const data = pairwiseResult(
			reports.map(({ name }) => name),
			rows,
			{ level, seed },
		);
		return displayable(data, pairwiseView);
	};
	return Object.assign(call, {
		program,
		duel: duelWith(program),
		using: (choice: ModelChoice) => pairwiseOf(options, program.using(choice)),
		with: (parameters: Readonly<Record<string, Parameters>>) => pairwiseOf(options, program.with(parameters)),
	});
}

interface Meeting<I, E, O> {
	readonly id: string;
	/** Positions of the two reports. */
	readonly a: number;
	readonly b: number;
	readonly rowA: Row<I, E, O>;
	readonly rowB: Row<I, E, O>;
}

/** Every two reports on every row that both hold. */
function meetings<I, E, O>(reports: readonly Report<I, E, O>[]): Meeting<I, E, O>[] {
	if (reports.length < 2) {
		throw new DataError(`judge.pairwise: expected at least two reports, found ${reports.length}`);
	}
	const byId = reports.map((report) => new Map(report.rows.map((row) => [row.id, row])));
	const found = reports.flatMap((report, a) =>
		byId.flatMap((others, b) =>
			report.rows.flatMap((rowA): Meeting<I, E, O>[] => {
				const rowB = others.get(rowA.id);
				return b <= a || rowB === undefined ? [] : [{ id: rowA.id, a, b, rowA, rowB }];
			}),
		),
	);
	if (found.length === 0) {
		throw new DataError("judge.pairwise: expected reports on the same rows, found no row id in two of them");
	}
	return found;
}

// A program that gave nothing has lost to one that gave something.
function withoutAsking(a: Row, b: Row): { readonly winner: "a" | "b" | "tie" } | undefined {
	if (a.output !== null && b.output !== null) return undefined;
	return { winner: a.output !== null ? "a" : b.output !== null ? "b" : "tie" };
}

const ownFields = ["first", "second", "thinking", "winner"];

function pairwiseSignature(
	criteria: string,
	shared: readonly string[],
): Signature<Readonly<Record<string, string>>, PairwiseAnswer> {
	const taken = shared.find((name) => ownFields.includes(name));
	if (taken !== undefined) {
		throw new ConfigError(`judge.pairwise: "${taken}" is a field of its own; show the text under another name`);
	}
	const { types: _types, ...made } = signature({
		name: "pairwise",
		instructions: [
			"Two texts for the same input are given, <first> and <second>. Say which is better by these criteria, or that it is a tie.",
			criteria,
			"Neither the order of the two nor their length counts.",
		].join("\n"),
		input: Object.fromEntries([...shared, "first", "second"].map((name): [string, SchemaLike] => [name, textSchema()])),
		output: {
			thinking: textSchema("Why, in one short sentence"),
			winner: choiceSchema(["first", "second", "tie"]),
		},
	});
	return made as Signature<Readonly<Record<string, string>>, PairwiseAnswer>;
}
