import { ConfigError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import type { Example } from "../data/dataset.ts";
import { type Candidate, changeStep } from "./candidate.ts";
import { meanUtility } from "./item-score.ts";
import { defineOptimizer, type Optimizer, type Size } from "./optimizer.ts";
import { race } from "./race.ts";
import { exampleTexts, perfectUtility } from "./reflection.ts";
import { screenFor, stepFacts } from "./step-facts.ts";
import type { Study } from "./study.ts";
import { critiqueStep, editStep, paraphraseStep, toldToWriters } from "./text-gradient-steps.ts";

export interface TextGradientOptions {
	/** Instructions kept from round to round; default 4. */
	readonly beam?: number;
	/** Rounds of critique, edits and selection; default 6. */
	readonly rounds?: number;
	/** Train rows that every instruction of a round is run on first; doubled each time that half of them are left out. Default 8. */
	readonly minibatchSize?: number;
	/** Critiques of each instruction in the beam; default 2. */
	readonly gradients?: number;
	/** Instructions written from each critique; default 1. */
	readonly edits?: number;
	/** Paraphrases of each of those; default 1. */
	readonly paraphrases?: number;
}

type Settings = Required<TextGradientOptions>;

/**
 * Gradient descent in words: a model says what is wrong with an instruction, given rows on which it fails (the
 * "gradient"); rewrites it to meet that; and says the outcome in other words. Of all these a beam of the best is kept,
 * chosen on train rows by successive halving: all on a few rows, the better half on twice as many, and so on. The beam of
 * the last round races on `validate` against the start.
 *
 * All instructions of a round see the same rows in the same order, so that those of the beam, which have run them before,
 * cost nothing. A round takes its share of what the budget leaves after the last race; fewer instructions are written
 * where that is little.
 *
 * | Pryzant et al. | here |
 * |---|---|
 * | beam width b = 4 | `beam` |
 * | search depth r = 6 | `rounds` |
 * | minibatch of 64, of which 4 errors a group | `minibatchSize` (8, doubled while halving), 3 errors a critique |
 * | m gradients, q edits, p Monte Carlo paraphrases | `gradients`, `edits`, `paraphrases` |
 * | UCB or successive rejects | successive halving |
 *
 * @throws ConfigError for a count that is not whole, and when no proposal is of use
 * @see Pryzant et al. 2023, "Automatic prompt optimization with 'gradient descent' and beam search", arXiv:2305.03495
 * @see Jamieson & Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization", arXiv:1502.07943
 * @example
 * textGradient({ beam: 2, rounds: 2 }).kind // => "textGradient"
 */
export function textGradient(options: TextGradientOptions = {}): Optimizer {
	const settings: Settings = {
		beam: 4,
		rounds: 6,
		minibatchSize: 8,
		gradients: 2,
		edits: 1,
		paraphrases: 1,
		...options,
	};
	for (const [name, value] of Object.entries(settings)) {
		const least = name === "paraphrases" ? 0 : 1;
		if (Number.isInteger(value) && value >= least) continue;
		throw new ConfigError(`textGradient: expected a whole ${name} >= ${least}, found ${value}.`);
	}
	return defineOptimizer({
		kind: "textGradient",
		settings: { ...settings },
		outline: (size) => outline(settings, size),
		least: ({ validate, train }) => ({
			rows: 2 * validate + slack(validate) + 2 * Math.min(train, settings.minibatchSize),
			proposals: 2,
		}),
		run: (study) => descend(study, settings),
	});
}

function outline({ beam, rounds, minibatchSize, gradients, edits, paraphrases }: Settings, { train, validate }: Size) {
	const critiques = gradients * (1 + beam * (rounds - 1));
	const written = critiques * edits * (1 + paraphrases);
	const rows = Math.min(train, minibatchSize);
	return { rows: validate * (1 + beam) + (1 + written) * 2 * rows, proposals: critiques + written };
}

/** Rows kept free beyond those of the last race: some take more than the average. */
function slack(validate: number): number {
	return 2 + Math.ceil(validate / 20);
}

async function descend<I, E, O>(study: Study<I, E, O>, settings: Settings): Promise<undefined> {
	const { train, validate, metric } = study.task;
	const { minibatchSize, rounds } = settings;
	const perfect = perfectUtility(metric);
	const baseline = await study.score(study.start, validate.examples, "baseline");
	study.note(study.start, validate.examples, "baseline");
	if (baseline.every(({ utility }) => (utility ?? perfect) >= perfect)) return undefined; // nothing to better

	const order = study.random.fork("rows").shuffle(train.examples);
	const write = writer(study, settings, order, perfect);
	const free = () => study.roomForRows() - validate.length - slack(validate.length);
	await study.score(study.start, order.slice(0, minibatchSize), "search");
	study.note(study.start, order.slice(0, minibatchSize), "search");

	let beam: readonly Candidate[] = [study.start];
	for (let round = 0; round < rounds; round++) {
		const share = free() / (rounds - round);
		const most = Math.floor(share / costOfOne(settings));
		if (most < 1) break;
		const written = await write(beam, round, most);
		if (written.length === 0) continue;
		beam = await halve(study, [...beam, ...written], order, settings, free);
	}
	const room = Math.floor(study.roomForRows() / validate.length);
	const finalists = beam.filter((one) => one !== study.start).slice(0, Math.max(1, room));
	if (finalists.length === 0 || room < 1) return undefined;
	const blockSize = Math.max(8, Math.ceil(validate.length / 4));
	await race(study, [study.start, ...finalists], validate.examples, { blockSize, phase: "validate" });
	return undefined;
}

/** Rows that an instruction takes: its proposals, its minibatch, and as much again while the better half goes on. */
function costOfOne({ minibatchSize, edits, paraphrases }: Settings): number {
	return 2 * minibatchSize + 1 + 1 / (edits * (1 + paraphrases));
}

/** The best of some, by successive halving over the same rows; better first. */
async function halve<I, E, O>(
	study: Study<I, E, O>,
	some: readonly Candidate[],
	order: readonly Example<I, E>[],
	{ beam, minibatchSize }: Settings,
	free: () => number,
): Promise<Candidate[]> {
	let running = [...some];
	for (let upTo = minibatchSize; ; upTo *= 2) {
		const rows = order.slice(0, upTo);
		const scored: Candidate[] = [];
		for (const candidate of running) {
			const missing = study.known(candidate, rows).filter((score) => score === undefined).length;
			if (missing > free()) continue; // what is set aside for the last race is not touched
			await study.score(candidate, rows, "search");
			scored.push(candidate);
		}
		const mean = new Map(scored.map((one) => [one, meanUtility(study.known(one, rows)) ?? -Infinity]));
		const ranked = scored.sort((a, b) => (mean.get(b) as number) - (mean.get(a) as number) || a.number - b.number);
		const last = ranked.length <= beam || upTo >= order.length;
		const kept = ranked.slice(0, last ? beam : Math.max(beam, Math.ceil(ranked.length / 2)));
		for (const one of ranked) {
			const decision = kept.includes(one) ? (last ? "in the beam" : undefined) : "dropped";
			if (decision !== undefined) study.note(one, rows, "search", decision);
		}
		if (last) return kept.length > 0 ? kept : running.slice(0, beam);
		running = kept;
	}
}

const errorsShown = 3;
const triesFirst = 5;
const triesLater = 2;

/** Writes new instructions from those of the beam: critiques, edits that meet them, paraphrases; at most so many. */
function writer<I, E, O>(
	study: Study<I, E, O>,
	{ gradients, edits, paraphrases }: Settings,
	order: readonly Example<I, E>[],
	perfect: number,
) {
	const random: Random = study.random.fork("critiques");
	const steps = Object.keys(study.start.parameters);
	let asked = 0;

	return async (beam: readonly Candidate[], round: number, most: number): Promise<Candidate[]> => {
		const facts = stepFacts(study.program, steps[round % steps.length] as string);
		const { step, inputs, outputs } = facts;
		const written: Candidate[] = [];
		const tried = new Set(study.candidates.map(({ parameters }) => parameters[step]?.instructions ?? ""));

		/** One instruction that passes its screen, as a candidate. */
		const propose = async (
			parent: Candidate,
			origin: string,
			current: string,
			shown: readonly string[],
			ask: () => Promise<string | undefined>,
		): Promise<string | undefined> => {
			const seen = { current, tried: [], shown: [...toldToWriters, ...shown], mostSimilar: 1 };
			const text = await study.propose(
				async () => {
					const screened = screenFor(facts, await ask(), seen);
					if (screened?.ok !== true || !tried.has(screened.text)) return screened;
					return { ok: false, reason: "was tried already" };
				},
				study.proposals.used === 0 ? triesFirst : triesLater,
			);
			if (text === undefined) return undefined;
			tried.add(text);
			written.push(study.candidate(changeStep(parent.parameters, step, { instructions: text }), [parent], origin));
			return text;
		};

		for (let gradient = 0; gradient < gradients; gradient++) {
			for (const parent of beam) {
				if (written.length >= most) return written;
				const current = parent.parameters[step]?.instructions ?? "";
				const wrong = order.filter((row) => (study.known(parent, [row])[0]?.utility ?? Infinity) < perfect);
				if (wrong.length === 0) continue;
				const shown = await exampleTexts(study, step, parent, random.shuffle(wrong).slice(0, errorsShown));
				const about = { inputs, outputs, current_instruction: current, examples: shown.join("\n\n") };
				const critique = (await study.ask(critiqueStep(), about, "critique", ++asked))?.critique;
				if (critique === undefined) continue;
				for (let edit = 0; edit < edits && written.length < most; edit++) {
					const { examples: _, ...told } = about;
					const origin = `critique of ${parent.number}`;
					const text = await propose(parent, origin, current, shown, async () => {
						return (await study.ask(editStep(), { ...told, critique }, "edit", ++asked))?.instruction;
					});
					if (text === undefined) continue;
					for (let n = 0; n < paraphrases && written.length < most; n++) {
						await propose(parent, `paraphrase, ${origin}`, text, shown, async () => {
							return (await study.ask(paraphraseStep(), { current_instruction: text }, "paraphrase", ++asked))
								?.instruction;
						});
					}
				}
			}
		}
		return written;
	};
}
