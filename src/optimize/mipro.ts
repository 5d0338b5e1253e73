import type { Json } from "../core/json.ts";
import type { Random } from "../core/random.ts";
import type { Example } from "../data/dataset.ts";
import { formatValue } from "../view/format.ts";
import type { Candidate, ProgramParameters } from "./candidate.ts";
import { demoPool, drawDemos, type StepDemos } from "./demo-pool.ts";
import { instructionParts, joinParts } from "./instruction-parts.ts";
import { describeData, exampleLine, proposeInstruction } from "./instruction-proposer.ts";
import { meanUtility, utilityGains } from "./item-score.ts";
import { type MiproOptions, type MiproSettings, miproSettings } from "./mipro-settings.ts";
import { defineOptimizer, type Optimizer, type Size } from "./optimizer.ts";
import { isBehind } from "./race.ts";
import { gp } from "./search/gp.ts";
import type { Observation } from "./search/observation.ts";
import { randomSampler } from "./search/random-sampler.ts";
import type { Sampler } from "./search/sampler.ts";
import { tpe } from "./search/tpe.ts";
import type { Choice, Variables } from "./search/variables.ts";
import { stepFacts } from "./step-facts.ts";
import type { Study } from "./study.ts";

const samplers = { gp, tpe, random: randomSampler } as const;

/**
 * Searches instructions and demos together: proposes instructions grounded in the data, draws sets of demos, and looks at
 * combinations on minibatches, guided by a model of which instruction and which demos help.
 *
 * What differs from DSPy's MIPROv2, whose parameter names these options carry in camel case: every candidate sees the same
 * rows in the same order, so looks are compared in pairs with the start; a look counts with its number of rows; no
 * proposal is thrown away; half of the instructions are proposed after the first looks, building on the best so far; a
 * combination that falls behind while it is finished on all rows is dropped; the start is replaced only with evidence.
 *
 * | MIPROv2 | here |
 * |---|---|
 * | `auto` light, medium, heavy | `auto` |
 * | `num_candidates` | `numCandidates` |
 * | `num_trials` | `numTrials` |
 * | `minibatch_size` | `minibatchSize` (rows ≤ that: every look is a full one) |
 * | `minibatch_full_eval_steps` | `minibatchFullEvalSteps` |
 * | `max_bootstrapped_demos` | `maxBootstrappedDemos` |
 * | `max_labeled_demos` | `maxLabeledDemos` |
 * | `init_temperature` | `proposalTemperature` |
 *
 * @throws ConfigError when `auto` stands beside a count, when the train set has fewer rows than demos are asked for, and
 *   when no proposal is of use
 * @see Opsahl-Ong et al. 2024, arXiv:2406.11695
 * @example
 * mipro({ auto: "light" }).kind // => "mipro"
 */
export function mipro(options: MiproOptions = {}): Optimizer {
	const sampler = typeof options.sampler === "object" ? options.sampler : samplers[options.sampler ?? "gp"];
	const settingsFor = (steps: number) => miproSettings(options, steps * (showsDemos(options) ? 2 : 1));
	settingsFor(1); // a mistake in the options shows here, not at the first run
	return defineOptimizer({
		kind: "mipro",
		settings: { ...settingsFor(1), ...(options as Json as object), sampler: sampler.name } as Json,
		outline: (size) => outline(settingsFor(size.steps), size),
		least: ({ validate, steps }) => ({ rows: 2 * validate, proposals: 1 + steps }),
		demoRows: settingsFor(1).maxBootstrappedDemos + settingsFor(1).maxLabeledDemos,
		run: (study) => run(study, settingsFor(Object.keys(study.start.parameters).length), sampler),
	});
}

function showsDemos({ maxBootstrappedDemos = 4, maxLabeledDemos = 4 }: MiproOptions): boolean {
	return maxBootstrappedDemos + maxLabeledDemos > 0;
}

function poolRows(settings: MiproSettings, train: number): number {
	return Math.min(train, 6 * settings.maxBootstrappedDemos);
}

function outline(settings: MiproSettings, { train, validate, steps }: Size) {
	const look = Math.min(settings.minibatchSize, validate);
	const finished = Math.ceil(settings.trials / settings.fullEvalEvery) + 1;
	return {
		rows: validate + poolRows(settings, train) + settings.trials * look + finished * (validate - look),
		proposals: 1 + settings.candidates * steps,
	};
}

/** A point of the search and the program it stands for. */
interface Combination {
	readonly choice: Choice;
	readonly candidate: Candidate;
}

/** The choices of one step. */
interface StepChoices {
	readonly step: string;
	/** Index 0 is the start's. */
	readonly instructions: string[];
	readonly demos: StepDemos[string][];
	/** Worked rows for the proposer: the data's own, or the step's own good runs where it is one of several. */
	readonly solved: readonly string[];
}

async function run<I, E, O>(study: Study<I, E, O>, settings: MiproSettings, sampler: Sampler): Promise<undefined> {
	const { validate } = study.task;
	await study.score(study.start, validate.examples, "baseline");
	study.note(study.start, validate.examples, "baseline");

	const random = study.random.fork("mipro");
	const choices = await demoChoices(study, settings);
	const order = random.fork("rows").shuffle(validate.examples);
	const look = Math.min(settings.minibatchSize, order.length);
	const data = await describeData(study, random.fork("data"));
	const draws = random.fork("proposals");
	let proposed = 0;
	const proposeFor = async (count: number): Promise<void> => {
		for (const one of choices) {
			for (let k = 0; k < count; k++) {
				const { told, examples } = instructionParts(bestInstruction(study, one, order));
				const grounds = {
					facts: stepFacts(study.program, one.step),
					current: told,
					solved: one.solved,
					tried: one.instructions.map((text) => instructionParts(text).told),
					data,
					history: historyOf(study, one, order),
				};
				const options = { temperature: settings.proposalTemperature, number: ++proposed };
				const text = await proposeInstruction(study, grounds, draws, options);
				if (text !== undefined) one.instructions.push(joinParts({ told: text, examples }));
			}
		}
	};
	const firstHalf = Math.ceil(settings.candidates / 2);
	await proposeFor(firstHalf);

	const tried = new Map<string, Combination>();
	const looks = random.fork("looks");
	for (let trial = 1; trial <= settings.trials; trial++) {
		if (trial === Math.ceil(settings.trials / 2) + 1) await proposeFor(settings.candidates - firstHalf);
		const next = suggest(study, choices, tried, order, sampler, looks.fork(String(trial)));
		if (next === undefined) break; // every combination that is suggested is known on all rows
		tried.set(next.candidate.id, next);
		const seen = rowsSeen(study, next.candidate, order);
		const upTo = order.slice(0, Math.min(order.length, seen + look));
		await study.score(next.candidate, upTo, "search");
		study.note(next.candidate, upTo, "search");
		if (trial % settings.fullEvalEvery === 0) await finishBest(study, tried, order, look, sampler, choices);
	}
	await finishBest(study, tried, order, look, sampler, choices);
	return undefined;
}

async function demoChoices<I, E, O>(study: Study<I, E, O>, settings: MiproSettings): Promise<StepChoices[]> {
	const { train } = study.task;
	const { maxBootstrappedDemos, maxLabeledDemos, candidates } = settings;
	const steps = Object.keys(study.start.parameters);
	const random = study.random.fork("demos");
	const pool =
		maxBootstrappedDemos === 0
			? []
			: await demoPool(study, { wanted: 2 * maxBootstrappedDemos, rows: poolRows(settings, train.length) }, random);
	const choices = steps.map((step): StepChoices => {
		const { instructions = "", demos = [] } = study.start.parameters[step] ?? {};
		const own = pool.flatMap(({ demos: { [step]: demo } }) =>
			demo === undefined ? [] : [exampleLine({ input: demo.input, expected: demo.output })],
		);
		const solved = steps.length > 1 && own.length > 0 ? own : train.examples.map(exampleLine);
		return { step, instructions: [instructions], demos: [demos], solved };
	});
	if (maxBootstrappedDemos + maxLabeledDemos === 0) return choices;
	for (let set = 1; set < candidates; set++) {
		const labelledOnly = set === 1 && maxLabeledDemos > 0 && steps.length === 1;
		const counts = {
			bootstrapped: labelledOnly
				? 0
				: set <= 2
					? maxBootstrappedDemos
					: 1 + random.integer(Math.max(1, maxBootstrappedDemos)),
			labelled: set <= 2 ? maxLabeledDemos : random.integer(maxLabeledDemos + 1),
		};
		const drawn = drawDemos(pool, train.examples, steps, counts, random);
		for (const one of choices) if ((drawn[one.step]?.length ?? 0) > 0) one.demos.push(drawn[one.step] ?? []);
	}
	return choices;
}

function variablesOf(choices: readonly StepChoices[]): Variables {
	return Object.fromEntries(
		choices.flatMap(({ instructions, demos }, index) => [
			[`${index} instructions`, instructions.length],
			...(demos.length > 1 ? [[`${index} demos`, demos.length] as const] : []),
		]),
	);
}

function candidateOf<I, E, O>(study: Study<I, E, O>, choices: readonly StepChoices[], choice: Choice): Candidate {
	const at = (index: number, what: string) => choice[`${index} ${what}`] ?? 0;
	const parameters: ProgramParameters = Object.fromEntries(
		choices.map(({ step, instructions, demos }, index) => [
			step,
			{ instructions: instructions[at(index, "instructions")] ?? "", demos: demos[at(index, "demos")] ?? [] },
		]),
	);
	const words = choices.map((_, index) => `instruction ${at(index, "instructions")}, demo set ${at(index, "demos")}`);
	return study.candidate(parameters, [study.start], words.join(" · "));
}

/** The next combination that is not yet known on all rows; the sampler is asked a few times before the search ends. */
function suggest<I, E, O>(
	study: Study<I, E, O>,
	choices: readonly StepChoices[],
	tried: ReadonlyMap<string, Combination>,
	order: readonly Example<I, E>[],
	sampler: Sampler,
	random: Random,
): Combination | undefined {
	const variables = variablesOf(choices);
	const observations = observationsOf(study, variables, tried.values(), order);
	for (let ask = 0; ask < 10; ask++) {
		const choice = sampler.suggest(variables, observations, random);
		const candidate = candidateOf(study, choices, choice);
		if (rowsSeen(study, candidate, order) < order.length) return { choice, candidate };
	}
	return undefined;
}

/**
 * What the sampler is told: each combination's mean over the rows it saw, corrected by how the start did on them. Rows
 * that are easy for all then do not speak for whoever met them, and the noise is that of the differences.
 */
function observationsOf<I, E, O>(
	study: Study<I, E, O>,
	variables: Variables,
	tried: Iterable<Combination>,
	order: readonly Example<I, E>[],
): Observation[] {
	const start = study.known(study.start, order);
	const overall = meanUtility(start) ?? 0;
	const zero = Object.fromEntries(Object.keys(variables).map((name) => [name, 0]));
	const observations: Observation[] = [{ choice: zero, mean: overall, n: order.length, variance: 0 }];
	for (const { choice, candidate } of tried) {
		const differences = utilityGains(study.known(candidate, order), start);
		const n = differences.length;
		if (n === 0) continue;
		const mean = differences.reduce((sum, value) => sum + value, 0) / n;
		// two made-up rows, one a step better and one worse, keep a few equal rows from looking exact
		const step = 0.5;
		const variance = (differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) + 2 * step ** 2) / (n + 1);
		observations.push({ choice: { ...zero, ...choice }, mean: overall + mean, n, variance });
	}
	return observations;
}

function rowsSeen<I, E, O>(study: Study<I, E, O>, candidate: Candidate, order: readonly Example<I, E>[]): number {
	const gap = study.known(candidate, order).indexOf(undefined);
	return gap === -1 ? order.length : gap;
}

/** Finishes the combination that the sampler believes in most, unless it falls clearly behind the best on the way. */
async function finishBest<I, E, O>(
	study: Study<I, E, O>,
	tried: Map<string, Combination>,
	order: readonly Example<I, E>[],
	look: number,
	sampler: Sampler,
	choices: readonly StepChoices[],
): Promise<void> {
	const open = [...tried.values()].filter(({ candidate }) => rowsSeen(study, candidate, order) < order.length);
	if (open.length === 0) return;
	const variables = variablesOf(choices);
	const observations = observationsOf(study, variables, open, order).slice(1); // without the start's
	if (observations.length === 0) return; // not one of their rows could be scored
	const { choice } = sampler.best(variables, observations);
	const candidate = candidateOf(study, choices, choice);
	const leader = study.known(leading(study, order), order);
	for (let at = rowsSeen(study, candidate, order); at < order.length; ) {
		const upTo = Math.min(order.length, at + look);
		const own = await study.score(candidate, order.slice(0, upTo), "confirm");
		at = upTo;
		if (at < order.length && isBehind(own, leader, 2)) {
			study.note(candidate, order.slice(0, at), "confirm", "dropped");
			tried.delete(candidate.id);
			return;
		}
	}
	study.note(candidate, order, "confirm", "finished");
}

/** The best candidate that is known on all rows. */
function leading<I, E, O>(study: Study<I, E, O>, order: readonly Example<I, E>[]): Candidate {
	const complete = study.candidates.filter((one) => rowsSeen(study, one, order) === order.length);
	const mean = (one: Candidate) => meanUtility(study.known(one, order)) ?? -Infinity;
	return complete.reduce((best, one) => (mean(one) > mean(best) ? one : best), study.start);
}

/** Each instruction's mean difference to the start over all rows and combinations it was seen in. */
function gains<I, E, O>(study: Study<I, E, O>, one: StepChoices, order: readonly Example<I, E>[]) {
	const start = study.known(study.start, order);
	return one.instructions.map((instructions) => {
		const differences = study.candidates
			.filter((candidate) => candidate.parameters[one.step]?.instructions === instructions)
			.flatMap((candidate) => utilityGains(study.known(candidate, order), start));
		const n = differences.length;
		return { instructions, n, gain: n === 0 ? null : differences.reduce((sum, value) => sum + value, 0) / n };
	});
}

function bestInstruction<I, E, O>(study: Study<I, E, O>, one: StepChoices, order: readonly Example<I, E>[]): string {
	const seen = gains(study, one, order).filter(({ gain }) => gain !== null);
	// drawn towards 0 by ten rows' worth, so that one lucky look does not decide
	const worth = ({ gain, n }: (typeof seen)[number]) => ((gain ?? 0) * n) / (n + 10);
	return seen.reduce(
		(best, other) => (worth(other) > worth(best) ? other : best),
		seen[0] ?? { instructions: one.instructions[0] ?? "", n: 0, gain: 0 },
	).instructions;
}

function historyOf<I, E, O>(study: Study<I, E, O>, one: StepChoices, order: readonly Example<I, E>[]) {
	const { metric } = study.task;
	const start = meanUtility(study.known(study.start, order)) ?? 0;
	const sign = metric.direction === "higher" ? 1 : -1;
	return gains(study, one, order)
		.filter(({ gain }) => gain !== null)
		.sort((a, b) => (a.gain ?? 0) - (b.gain ?? 0))
		.slice(-3)
		.map(({ instructions, gain }) => ({
			instructions: instructionParts(instructions).told,
			// a whole-set figure has no mean of gains: the proposer is shown what the search goes by
			score: `${metric.aggregate === undefined ? "" : "row mean of "}${metric.name} ${formatValue(sign * (start + (gain ?? 0)), metric.unit)}`,
		}));
}
