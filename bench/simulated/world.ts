/**
 * A world of the simulated task: which sentences of an instruction help or harm, and by how much, drawn from a seed.
 *
 * The accuracy of a prompt is known exactly: a sum of integer effects, in thousandths of log-odds, over the hints that
 * stand in it and the demonstrations that it shows.
 */
import { type Random, random } from "../../src/core/random.ts";
import { hintSentences } from "./hints.ts";

/** The rules below in one number, so that results of older rules are not mixed with those of newer ones. */
export const rulesVersion = 1;

export const hintCount = 12;
const usefulCount = 9;

/** log(0.3 / 0.7): the accuracy of the plain instruction is 0.300. */
const start = -847;
/** Between the plain and the best instruction: 1153 is log(0.76 / 0.24). */
const reach = 2000;

/** A demonstration counts between these, in thousandths of log-odds: more help than harm, as in life. */
const demoEffects = { least: -120, most: 160 };
/** A demonstration with a wrong answer. */
const wrongDemo = -250;
/** More demonstrations than this dilute each other: a set counts by its mean, times at most four. */
const demosThatCount = 4;

export interface World {
	readonly seed: number;
	/** What each hint adds, in thousandths of log-odds. */
	readonly hints: readonly { readonly sentence: string; readonly effect: number }[];
	/** What two hints together add to their sum: they overlap, or support each other. */
	readonly pairs: readonly { readonly first: number; readonly second: number; readonly effect: number }[];
	/** A hint that works better or worse where demonstrations are shown. */
	readonly withDemos: { readonly hint: number; readonly effect: number };
}

/** What of a prompt decides its accuracy. */
export interface PromptFacts {
	/** Numbers of the hints that stand in it. */
	readonly hints: ReadonlySet<number>;
	readonly demos: readonly { readonly ticket: number; readonly right: boolean }[];
}

/**
 * The world of a seed: nine useful hints and three harmful ones, three pairs that interact, one hint that minds demos.
 * Effects are scaled so that the best of all 4,096 instructions reaches 0.76, alike in every world.
 */
export function worldOf(seed: number): World {
	const draw = random(`simulated world ${seed}`);
	const sentences = draw.shuffle(hintSentences).slice(0, hintCount);
	const useful = new Set(draw.shuffle(sentences.map((_, hint) => hint)).slice(0, usefulCount));
	const raw = sentences.map((_, hint) => between(draw, 60, 340) * (useful.has(hint) ? 1 : -1));
	const partners = draw.shuffle([...useful]);
	const rawPairs = [-1, -1, 1].map((sign, index) => ({
		first: partners[2 * index] ?? 0,
		second: partners[2 * index + 1] ?? 0,
		effect: sign * between(draw, 60, 160),
	}));
	const best = Math.max(...allInstructions().map((hints) => sum(hints, raw, rawPairs)));
	const scaled = (effect: number) => Math.round((effect * reach) / best);
	return {
		seed,
		hints: sentences.map((sentence, hint) => ({ sentence, effect: scaled(raw[hint] ?? 0) })),
		pairs: rawPairs.map((pair) => ({ ...pair, effect: scaled(pair.effect) })),
		withDemos: { hint: draw.integer(hintCount), effect: between(draw, 60, 160) * (draw.integer(2) === 0 ? -1 : 1) },
	};
}

/** The probability, over all tickets that there could be, that a prompt's answer is right. */
export function trueAccuracy(world: World, prompt: PromptFacts): number {
	const effects = world.hints.map(({ effect }) => effect);
	let logOdds = start + sum(prompt.hints, effects, world.pairs) + demoEffect(world, prompt.demos);
	if (prompt.demos.length > 0 && prompt.hints.has(world.withDemos.hint)) logOdds += world.withDemos.effect;
	return 1 / (1 + Math.exp(-logOdds / 1000));
}

/** The best that an instruction without demonstrations can reach. */
export function bestByInstruction(world: World): number {
	return Math.max(...allInstructions().map((hints) => trueAccuracy(world, { hints, demos: [] })));
}

/** Whether the prompt of this text gets this ticket right: always the same for the same two. */
export function answersRightly(world: World, accuracy: number, promptText: string, ticket: number): boolean {
	// Half of what decides is the ticket's own difficulty, the same for every prompt, so that pairing rows tells more than
	// two means do; half is chance between this text and this ticket, since a new wording gains some rows and loses others.
	const difficulty = random(`${world.seed} difficulty ${ticket}`).next();
	const quirk = random(`${world.seed} quirk ${ticket} ${promptText}`).next();
	return triangularCdf(difficulty + quirk) < accuracy;
}

/** Distribution function of the sum of two uniform variables: makes of the sum a uniform one again. */
function triangularCdf(t: number): number {
	return t < 1 ? (t * t) / 2 : 1 - ((2 - t) * (2 - t)) / 2;
}

function demoEffect(world: World, demos: PromptFacts["demos"]): number {
	if (demos.length === 0) return 0;
	const total = demos.reduce((sum, { ticket, right }) => sum + (right ? qualityOf(world, ticket) : wrongDemo), 0);
	return (total / demos.length) * Math.min(demos.length, demosThatCount);
}

/** What a ticket adds as a demonstration with the right answer. */
export function qualityOf(world: World, ticket: number): number {
	return between(random(`${world.seed} demo ${ticket}`), demoEffects.least, demoEffects.most);
}

function sum(hints: ReadonlySet<number>, effects: readonly number[], pairs: World["pairs"]): number {
	let total = 0;
	for (const hint of hints) total += effects[hint] ?? 0;
	for (const { first, second, effect } of pairs) if (hints.has(first) && hints.has(second)) total += effect;
	return total;
}

function allInstructions(): ReadonlySet<number>[] {
	return Array.from({ length: 1 << hintCount }, (_, bits) => {
		return new Set(Array.from({ length: hintCount }, (_, hint) => hint).filter((hint) => bits & (1 << hint)));
	});
}

/** An integer from `least` to `most`, both included. */
function between(draw: Random, least: number, most: number): number {
	return least + draw.integer(most - least + 1);
}
