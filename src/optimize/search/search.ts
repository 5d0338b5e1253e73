import { ConfigError, isAbort } from "../../core/errors.ts";
import { random } from "../../core/random.ts";
import { orAbort } from "../../model/abort.ts";
import { gp } from "./gp.ts";
import { checkObservation, type Observation } from "./observation.ts";
import { randomSampler } from "./random-sampler.ts";
import type { Best, Sampler } from "./sampler.ts";
import { tpe } from "./tpe.ts";
import { type Choice, checkVariables, type Variables } from "./variables.ts";

/** What `observe` hands back: the mean of some items. */
export type Observed = Omit<Observation, "choice">;

/** An observation, with its place in the search, counted from 0. */
export interface Trial extends Observation {
	readonly trial: number;
}

const samplers = { gp, tpe, random: randomSampler } as const;

export interface SearchOptions {
	readonly variables: Variables;
	/** Measures a choice; higher is better. What it throws ends the search. `trial` counts from 0. */
	readonly observe: (choice: Choice, trial: number, signal: AbortSignal | undefined) => Promise<Observed>;
	/** How many choices are measured. */
	readonly budget: { readonly trials: number };
	/** Default "gp". */
	readonly sampler?: keyof typeof samplers | Sampler;
	/** The same seed and the same observations give the same search. Default 0. */
	readonly seed?: number;
	/** Stops the search; what was observed is handed back. */
	readonly signal?: AbortSignal;
	readonly onTrial?: (trial: Trial) => void;
}

export interface SearchResult {
	readonly sampler: string;
	/** In order. */
	readonly trials: readonly Trial[];
	/** One of the choices tried; null when the search was stopped before the first was measured. */
	readonly best: Best | null;
	/** The signal stopped it before the budget was spent. */
	readonly aborted: boolean;
}

/**
 * Searches the combination of choices with the highest mean, where a measurement is dear and noisy: which instruction with
 * which demonstrations.
 *
 * Samplers: "gp" (default) models the landscape as single choices that help, pairs that help together, and the rest; it
 * weighs each observation by its n and variance, and hands back the choice seen that it believes in most. "tpe" is
 * Optuna's. "random" is what both must beat. The latter two hand back the choice with the highest mean seen.
 *
 * @throws ConfigError when there is nothing to search, or `observe` gives what is no observation; and whatever `observe` throws
 * @example
 * const worth = [0.25, 0.5, 0.75];
 * const observe = async ({ demos }) => ({ mean: worth[demos], n: 1, variance: 0 });
 * const { best } = await search({ variables: { demos: 3 }, observe, budget: { trials: 3 } });
 * best.choice // => { demos: 2 }
 */
export async function search(options: SearchOptions): Promise<SearchResult> {
	const { variables, observe, budget, seed = 0, signal, onTrial } = options;
	checkVariables("search", variables);
	if (!(Number.isInteger(budget.trials) && budget.trials >= 1)) {
		throw new ConfigError(`search: expected a budget of a whole number of trials >= 1, found ${budget.trials}`);
	}
	const sampler = samplerOf(options.sampler ?? "gp");
	const source = random(seed);
	const trials: Trial[] = [];
	while (trials.length < budget.trials && !signal?.aborted) {
		const trial = trials.length;
		// a source of its own for each trial, so that a sampler that draws more or less does not move the later ones
		const choice = sampler.suggest(variables, trials, source.fork(`trial ${trial}`));
		let observed: Observed;
		try {
			observed = await orAbort(observe(choice, trial, signal), signal);
		} catch (error) {
			if (signal?.aborted && (isAbort(error) || error === signal.reason)) break;
			throw error;
		}
		checkObservation("search", observed);
		trials.push({ ...observed, choice, trial });
		onTrial?.(trials[trial] as Trial);
	}
	return {
		sampler: sampler.name,
		trials,
		best: trials.length === 0 ? null : sampler.best(variables, trials),
		aborted: trials.length < budget.trials,
	};
}

function samplerOf(given: keyof typeof samplers | Sampler): Sampler {
	if (typeof given !== "string") return given;
	if (Object.hasOwn(samplers, given)) return samplers[given];
	const names = Object.keys(samplers).join(", ");
	throw new ConfigError(`search: expected a sampler of ${names}, or one of your own, found "${given}"`);
}
