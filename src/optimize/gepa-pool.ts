import type { Random } from "../core/random.ts";
import type { Example } from "../data/dataset.ts";
import { type Candidate, changeStep, type ProgramParameters } from "./candidate.ts";
import { type Guess, type Run, type Worth, worthOf } from "./gepa-worth.ts";
import { type Variants, variantsOf } from "./merge.ts";
import { drawByWeight, paretoCounts } from "./pareto-front.ts";
import type { Study } from "./study.ts";

/** A version of the program: the changes in it, by step and change. */
export interface Version {
	readonly parameters: ProgramParameters;
	readonly changes: readonly string[];
}

/** A version that was run. */
export interface RunVersion<I, E> extends Version, Run<Example<I, E>> {
	readonly candidate: Candidate;
}

/** What a run of GEPA knows: the instructions proposed, the versions tried, and what they say about each other. */
export interface Pool<I, E> {
	/** Takes a proposal in; false when it brings nothing new. */
	add(step: string, text: string, parent: ProgramParameters): boolean;
	/** A version to try next, drawn from what is likely the best; with the rows it was run on, if it was. */
	draw(random: Random): Version & Partial<RunVersion<I, E>>;
	/** What is expected to be the best, tried or not. */
	leader(): Version;
	/** A version to improve on, and rows on which it can be improved; undefined when none is known to fail. */
	parent(
		perfect: number,
		random: Random,
	): { readonly candidate: Candidate; readonly rows: readonly Example<I, E>[] } | undefined;
	/** Scores a version on rows and learns from them. */
	run(version: Version, rows: readonly Example<I, E>[], phase: string): Promise<Candidate>;
}

export function openPool<I, E, O>(study: Study<I, E, O>, merge: boolean): Pool<I, E> {
	const { start } = study;
	const steps = Object.keys(start.parameters);
	const variants = new Map<string, Variants>(
		steps.map((step) => [step, variantsOf(start.parameters[step]?.instructions ?? "")]),
	);
	const proposed: Version[] = [{ parameters: start.parameters, changes: [] }];
	const runs = new Map<string, RunVersion<I, E>>(); // by candidate
	const changesOf = new Map<string, readonly string[]>([[keyOf(start.parameters), []]]);
	let guess: { readonly of: Guess; readonly runs: number } | undefined;
	learn(start, []);

	/** Reads what is scored of a candidate, whoever had it scored. */
	function learn(candidate: Candidate, changes: readonly string[]): void {
		const { train, validate } = study.task;
		const rows = [...train.examples, ...validate.examples];
		const scores = study.known(candidate, rows);
		const utilities = new Map(
			rows.flatMap((row, index) => {
				const utility = scores[index]?.utility ?? null;
				return utility === null ? [] : [[row, utility] as const];
			}),
		);
		runs.set(candidate.id, { candidate, parameters: candidate.parameters, changes, utilities });
	}

	function worth(): Worth {
		const changes = steps.flatMap((step) => (variants.get(step) as Variants).changes.map((one) => `${step} ${one}`));
		const known = [...runs.values()];
		const fresh = guess !== undefined && known.length < 1.1 * guess.runs ? guess.of : undefined;
		const found = worthOf(known, changes, fresh);
		if (fresh === undefined) guess = { of: found.guess, runs: known.length };
		return found;
	}

	/** The best there is if changes are worth so much. */
	function best(worthOfChange: (change: string) => number): Version {
		const total = ({ changes }: Version) => changes.reduce((sum, change) => sum + worthOfChange(change), 0);
		if (!merge) return proposed.reduce((most, one) => (total(one) > total(most) ? one : most));
		let version: Version = { parameters: start.parameters, changes: [] };
		for (const step of steps) {
			const { text, changes } = (variants.get(step) as Variants).best((change) => worthOfChange(`${step} ${change}`));
			version = {
				parameters: changeStep(version.parameters, step, { instructions: text }),
				changes: [...version.changes, ...changes.map((change) => `${step} ${change}`)],
			};
		}
		changesOf.set(keyOf(version.parameters), version.changes);
		return version;
	}

	return {
		add(step, text, parent) {
			const own = variants.get(step) as Variants;
			const before = parent[step]?.instructions ?? "";
			const variant = own.add(text, before);
			if (variant === undefined) return false;
			const elsewhere = (changesOf.get(keyOf(parent)) ?? []).filter((change) => !change.startsWith(`${step} `));
			const changes = [...elsewhere, ...variant.changes.map((change) => `${step} ${change}`)];
			const parameters = changeStep(parent, step, { instructions: text });
			proposed.push({ parameters, changes });
			changesOf.set(keyOf(parameters), changes);
			return true;
		},
		draw(random) {
			const version = best(worth().draw(random));
			const run = [...runs.values()].find((one) => keyOf(one.parameters) === keyOf(version.parameters));
			return { ...version, ...run };
		},
		leader() {
			const now = worth();
			const made = best(now.mean);
			const value = made.changes.reduce((sum, change) => sum + now.mean(change), 0);
			const tried = [...runs.values()].map((run, place) => ({ run, value: now.meanOfRun(place) }));
			const top = tried.reduce((most, one) => (one.value > most.value ? one : most));
			return top.value >= value ? top.run : made;
		},
		parent(perfect, random) {
			const { examples } = study.task.train;
			const flawed = [...runs.values()].filter(({ utilities }) =>
				examples.some((row) => (utilities.get(row) ?? Infinity) < perfect),
			);
			const counts = paretoCounts(flawed.map(({ utilities }) => examples.map((row) => utilities.get(row) ?? null)));
			const drawn = flawed[drawByWeight(counts, random) ?? -1];
			if (drawn === undefined) return undefined;
			const rows = examples.filter((row) => (drawn.utilities.get(row) ?? Infinity) < perfect);
			return { candidate: drawn.candidate, rows: random.shuffle(rows) };
		},
		async run({ parameters, changes }, rows, phase) {
			const candidate = study.candidate(parameters, parentsOf([...runs.values()], start, changes), originOf(changes));
			await study.score(candidate, rows, phase);
			learn(candidate, changes);
			return candidate;
		},
	};
}

function keyOf(parameters: ProgramParameters): string {
	return JSON.stringify(Object.values(parameters).map(({ instructions }) => instructions));
}

function originOf(changes: readonly string[]): string {
	return changes.length === 1 ? "1 change" : `${changes.length} changes`;
}

/** The tried versions that hold most of the changes, at most two that hold nothing else; the start where there are none. */
function parentsOf<I, E>(runs: readonly RunVersion<I, E>[], start: Candidate, changes: readonly string[]): Candidate[] {
	const parents: Candidate[] = [];
	let open = [...changes];
	for (let n = 0; n < 2; n++) {
		const within = runs.filter(
			(run) => run.changes.length < changes.length && run.changes.every((one) => changes.includes(one)),
		);
		const gain = (run: RunVersion<I, E>) => run.changes.filter((one) => open.includes(one)).length;
		const best = within.reduce<RunVersion<I, E> | undefined>(
			(most, run) => (gain(run) > (most === undefined ? 0 : gain(most)) ? run : most),
			undefined,
		);
		if (best === undefined) break;
		parents.push(best.candidate);
		open = open.filter((one) => !best.changes.includes(one));
	}
	return parents.length === 0 ? [start] : parents;
}
