import { ConfigError } from "../core/errors.ts";
import type { Sampler } from "./search/sampler.ts";

export interface MiproOptions {
	/** Sizes the run: light tries 6 instructions, medium 12, heavy 18. Default "light" where no count is given. */
	readonly auto?: "light" | "medium" | "heavy";
	/** Instructions and demo sets to make; not with `auto`. */
	readonly numCandidates?: number;
	/** Combinations to look at; not with `auto`. */
	readonly numTrials?: number;
	/** Rows of one look; default 35, at most the rows there are. */
	readonly minibatchSize?: number;
	/** Looks between two that finish the best combination on all rows; default 5. */
	readonly minibatchFullEvalSteps?: number;
	/** Demos made of the program's own good answers, in a set; default 4. */
	readonly maxBootstrappedDemos?: number;
	/** Labelled rows in a set, for programs of one step; default 4. */
	readonly maxLabeledDemos?: number;
	/** Default "gp". */
	readonly sampler?: "gp" | "tpe" | "random" | Sampler;
	/** Of the proposals; default 1. */
	readonly proposalTemperature?: number;
}

export interface MiproSettings {
	readonly candidates: number;
	readonly trials: number;
	readonly minibatchSize: number;
	readonly fullEvalEvery: number;
	readonly maxBootstrappedDemos: number;
	readonly maxLabeledDemos: number;
	readonly proposalTemperature: number;
}

const autoCandidates = { light: 6, medium: 12, heavy: 18 } as const;

/**
 * The counts behind the options.
 *
 * `auto` gives n = 6, 12 or 18 candidates and ⌊max(2 V log₂ n, 1.5 n)⌋ trials for V variables, as DSPy's MIPROv2 does.
 *
 * @param variables how many choices a combination has: steps, twice with demos
 * @throws ConfigError when `auto` stands beside a count
 * @example
 * miproSettings({ auto: "light" }, 2).trials // => 10
 * miproSettings({ auto: "heavy" }, 2).trials // => 27
 */
export function miproSettings(options: MiproOptions, variables: number): MiproSettings {
	const { auto, numCandidates, numTrials } = options;
	if (auto !== undefined && (numCandidates !== undefined || numTrials !== undefined)) {
		throw new ConfigError(
			"mipro: expected either auto or numCandidates and numTrials, found both. Leave auto out to set the counts yourself.",
		);
	}
	const candidates = numCandidates ?? autoCandidates[auto ?? "light"];
	const trials = numTrials ?? Math.floor(Math.max(2 * variables * Math.log2(candidates), 1.5 * candidates));
	const settings = {
		candidates,
		trials,
		minibatchSize: options.minibatchSize ?? 35,
		fullEvalEvery: options.minibatchFullEvalSteps ?? 5,
		maxBootstrappedDemos: options.maxBootstrappedDemos ?? 4,
		maxLabeledDemos: options.maxLabeledDemos ?? 4,
		proposalTemperature: options.proposalTemperature ?? 1,
	};
	for (const [name, value] of Object.entries(settings)) {
		const least = name.startsWith("max") || name === "proposalTemperature" ? 0 : 1;
		if (!(value >= least) || (name !== "proposalTemperature" && !Number.isInteger(value))) {
			throw new ConfigError(`mipro: expected ${name} to be a whole number >= ${least}, found ${value}.`);
		}
	}
	return settings;
}
