import { ConfigError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import type { Example } from "../data/dataset.ts";
import { openPool, type Pool } from "./gepa-pool.ts";
import { defineOptimizer, type Optimizer, type Size } from "./optimizer.ts";
import { race } from "./race.ts";
import { perfectUtility, reflection, reflectionInput, reflectionWords } from "./reflection.ts";
import { screenFor, stepFacts } from "./step-facts.ts";
import type { Study } from "./study.ts";

export interface GepaOptions {
	/** Train rows that a version is run on each time it is drawn; default 4. */
	readonly minibatchSize?: number;
	/** Puts changes of several proposals together, within a step and across steps; default true. */
	readonly merge?: boolean;
	/** The score of a row on which nothing can be learnt; default: the best end of the metric's range. */
	readonly perfectScore?: number;
	/** Which steps of a program a reflection rewrites: the next one each time (default), or all. */
	readonly steps?: "roundRobin" | "all";
	/** Proposals for a step and reflection; default 1. */
	readonly proposalsPerRound?: number;
	/** Versions tried for each reflection; default 4. */
	readonly triesPerRound?: number;
}

type Settings = Required<Omit<GepaOptions, "perfectScore">> & Pick<GepaOptions, "perfectScore">;

/**
 * Reflective evolution: a model reads what went wrong on a few train rows, with the metric's words, and writes a better
 * instruction; what helps is kept and put together with what else helped.
 *
 * Kept of GEPA: feedback from `Score.reason` (a sentence made of the value where a metric gives none), parents drawn from the
 * per-row Pareto fronts, and the merge of different lines. What differs:
 *
 * - A proposal is not judged by three rows and a coin. It is taken apart into the sentences it changed; a Bayesian model of
 *   what each change is worth learns from every row of every version that holds it. Versions to run are put together
 *   by a draw from that model (Thompson sampling), so what looks good is run on more and more rows and what does not is left.
 *   The model takes worths to add up, but for something of each version's own; what does not add up fails on `validate`.
 * - A proposal that rewrites everything is one change, which then has to show its worth alone.
 * - `validate` is not paid for every child: at 8, 16, 32 … times its size in train rows, while six times as much is left,
 *   and at the end, the version with the best expectation races against the best so far, in blocks, and is dropped where
 *   it falls clearly behind. What the last race takes is set aside before anything else is begun.
 *
 * | package gepa | here |
 * |---|---|
 * | `max_metric_calls` | `task.budget.calls`, a hard limit with the proposals in it |
 * | `reflection_lm` | `task.proposer` |
 * | `reflection_minibatch_size` | `minibatchSize` (of the rows run; the proposer is shown up to 3 that failed) |
 * | `perfect_score`, `skip_perfect_score` | `perfectScore`; rows with that score are not shown |
 * | `module_selector` | `steps` |
 * | `use_merge` | `merge` |
 * | `max_merge_invocations` | none: a merge costs no more than any other version |
 * | `candidate_selection_strategy` | Pareto for the parent of a reflection, Thompson for what is run |
 * | `acceptance_criterion` | the posterior, then the paired evidence on `validate` |
 * | `run_dir` | `task.runFile` |
 * | `seed` | `task.seed` |
 *
 * @throws ConfigError for a count that is not whole and positive, and when no proposal is of use
 * @see Agrawal et al. 2025, "GEPA: reflective prompt evolution can outperform reinforcement learning", arXiv:2507.19457
 * @see Thompson 1933, "On the likelihood that one unknown probability exceeds another in view of the evidence of two samples"
 * @example
 * gepa({ minibatchSize: 8 }).kind // => "gepa"
 */
export function gepa(options: GepaOptions = {}): Optimizer {
	const settings: Settings = {
		minibatchSize: 4,
		merge: true,
		steps: "roundRobin",
		proposalsPerRound: 1,
		triesPerRound: 4,
		...options,
	};
	for (const name of ["minibatchSize", "proposalsPerRound", "triesPerRound"] as const) {
		if (Number.isInteger(settings[name]) && settings[name] >= 1) continue;
		throw new ConfigError(`gepa: expected a whole ${name} >= 1, found ${settings[name]}.`);
	}
	return defineOptimizer({
		kind: "gepa",
		settings: { ...settings, perfectScore: settings.perfectScore ?? null },
		outline: (size) => outline(settings, size),
		least: ({ validate, steps }) => ({
			rows: 2 * validate + slack(validate) + 2 * settings.minibatchSize,
			proposals: settings.steps === "all" ? steps : 1,
		}),
		run: (study) => evolve(study, settings),
	});
}

function outline({ minibatchSize, triesPerRound, proposalsPerRound }: Settings, { validate, calls, steps }: Size) {
	const perRound = minibatchSize * triesPerRound;
	const rounds = Number.isFinite(calls)
		? Math.max(1, Math.floor((calls - 2 * validate * steps) / (perRound * steps + proposalsPerRound)))
		: 30;
	return { rows: 2 * validate + rounds * perRound, proposals: rounds * proposalsPerRound };
}

/** Rows kept free beyond those of the last race: some take more than the average. */
function slack(validate: number): number {
	return 2 + Math.ceil(validate / 20);
}

async function evolve<I, E, O>(study: Study<I, E, O>, settings: Settings): Promise<undefined> {
	const { train, validate } = study.task;
	const { minibatchSize, triesPerRound } = settings;
	const perfect = perfectUtility(study.task.metric, settings.perfectScore);
	const baseline = await study.score(study.start, validate.examples, "baseline");
	study.note(study.start, validate.examples, "baseline");
	if (baseline.every(({ utility }) => (utility ?? perfect) >= perfect)) return undefined; // nothing to better

	const pool = openPool(study, settings.merge);
	const next = minibatches(study.random.fork("rows").shuffle(train.examples), minibatchSize);
	const reflect = reflector(study, settings, pool, perfect);
	const judge = judgeOf(study, pool);
	const draws = study.random.fork("draws");
	/** True when a minibatch and so many rows more leave what the last race takes. */
	const fits = (more: number) => study.roomForRows() >= validate.length + slack(validate.length) + minibatchSize + more;

	const first = next(new Map());
	await pool.run({ parameters: study.start.parameters, changes: [] }, first, "search");
	study.note(study.start, first, "search");
	let searched = minibatchSize;
	let nextRace = 8 * validate.length;
	for (let round = 0; fits(0); round++) {
		if (round % triesPerRound === 0 && fits(reflect.rowsTaken())) await reflect.propose();
		if (!fits(0)) break;
		const version = drawUntil(pool, draws, ({ utilities }) =>
			train.examples.some((row) => utilities?.has(row) !== true),
		);
		if (version === undefined && reflect.exhausted()) break;
		if (version === undefined) continue;
		const rows = next(version.utilities ?? new Map());
		const candidate = await pool.run(version, rows, "search");
		study.note(candidate, rows, "search");
		searched += rows.length;
		if (searched < nextRace || study.roomForRows() < 6 * validate.length) continue;
		await judge();
		nextRace *= 2;
	}
	while (await judge());
	return undefined;
}

const drawsTried = 10;

/** A version drawn that there is something left to learn of; undefined when ten draws have none. */
function drawUntil<I, E>(pool: Pool<I, E>, random: Random, fits: (version: ReturnType<Pool<I, E>["draw"]>) => boolean) {
	for (let n = 0; n < drawsTried; n++) {
		const version = pool.draw(random);
		if (fits(version)) return version;
	}
	return undefined;
}

/** Goes round the train rows; each call gives the next ones that a version was not run on yet. */
function minibatches<I, E>(order: readonly Example<I, E>[], size: number) {
	let at = 0;
	return (seen: ReadonlyMap<Example<I, E>, number>): Example<I, E>[] => {
		const round = order.map((_, step) => order[(at + step) % order.length] as Example<I, E>);
		const rows = round.filter((row) => !seen.has(row)).slice(0, size);
		const last = rows.at(-1);
		if (last !== undefined) at = (order.indexOf(last) + 1) % order.length;
		return rows;
	};
}

const rowsShown = 3;
const triesFirst = 5;
const triesLater = 2;

/** Asks for better instructions, less often as the proposer has less to say. */
function reflector<I, E, O>(study: Study<I, E, O>, settings: Settings, pool: Pool<I, E>, perfect: number) {
	const random: Random = study.random.fork("reflection");
	const steps = Object.keys(study.start.parameters);
	const facts = steps.map((step) => stepFacts(study.program, step));
	let turn = 0;
	let asked = 0;
	let pause = 0;
	let fruitless = 0;
	let most = 1; // rows that a proposal costs as much as

	async function proposeFor(place: number): Promise<boolean> {
		const fact = facts[place] as (typeof facts)[number];
		const parent = pool.parent(perfect, random);
		if (parent === undefined) return false;
		const { input, shown } = await reflectionInput(study, fact, parent.candidate, parent.rows.slice(0, rowsShown));
		const seen = { current: input.current_instruction, tried: [], shown: [reflectionWords, ...shown], mostSimilar: 1 };
		const text = await study.propose(
			async () => {
				const before = study.roomForRows();
				const answer = await study.ask(reflection(), input, "reflect", ++asked);
				if (Number.isFinite(before)) most = Math.max(most, before - study.roomForRows());
				const screened = screenFor(fact, answer?.instruction, seen);
				if (screened?.ok !== true || pool.add(fact.step, screened.text, parent.candidate.parameters)) return screened;
				return { ok: false, reason: "brings nothing that was not proposed already" };
			},
			study.proposals.used === 0 ? triesFirst : triesLater,
		);
		return text !== undefined;
	}

	return {
		/** Rows that a reflection costs as much as. */
		rowsTaken: () => most * settings.proposalsPerRound * (settings.steps === "all" ? steps.length : 1),
		/** True when the last reflections brought nothing. */
		exhausted: () => fruitless >= 3,
		async propose(): Promise<void> {
			if (pause > 0) {
				pause--;
				return;
			}
			const places = settings.steps === "all" ? steps.map((_, place) => place) : [turn++ % steps.length];
			let found = 0;
			for (const place of places) {
				for (let n = 0; n < settings.proposalsPerRound; n++) if (await proposeFor(place)) found++;
			}
			fruitless = found > 0 ? 0 : fruitless + 1;
			pause = found > 0 ? 0 : 2 ** Math.min(fruitless, 5) - 1;
		},
	};
}

/** Races the version with the best expectation against the best so far; false when there is none new, or no room. */
function judgeOf<I, E, O>(study: Study<I, E, O>, pool: Pool<I, E>) {
	const { examples } = study.task.validate;
	const judged = new Set([study.start.id]);
	let best = study.start;
	return async (): Promise<boolean> => {
		const version = pool.leader();
		if (study.roomForRows() < examples.length) return false;
		const candidate = await pool.run(version, [], "validate");
		if (judged.has(candidate.id)) return false;
		judged.add(candidate.id);
		const blockSize = Math.max(8, Math.ceil(examples.length / 4));
		const [winner = best] = await race(study, [best, candidate], examples, { blockSize, phase: "validate" });
		await pool.run(version, [], "validate"); // what these rows say counts too
		best = winner;
		return true;
	};
}
