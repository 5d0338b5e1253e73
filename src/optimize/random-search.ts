import { withDemos } from "./bootstrap.ts";
import type { Candidate } from "./candidate.ts";
import { demoPool, drawDemos } from "./demo-pool.ts";
import { labelledDemos } from "./labeled-few-shot.ts";
import { defineOptimizer, type Optimizer } from "./optimizer.ts";
import { race } from "./race.ts";

export interface RandomSearchOptions {
	/** Draws of demos beside the start and the labelled ones; default 8. */
	readonly candidates?: number;
	readonly maxBootstrappedDemos?: number;
	readonly maxLabeledDemos?: number;
	/** Rows of `validate` between two decisions of the race; default 20. */
	readonly blockSize?: number;
	/** Train rows to run for demos at most; default 8 for each demo wanted. */
	readonly maxRows?: number;
}

/**
 * Bootstraps a pool of demos once, draws sets of different sizes from it, and lets them race on `validate`.
 *
 * @throws ConfigError when the train set has fewer rows than demos are asked for
 * @see Khattab et al. 2023, arXiv:2310.03714 (BootstrapFewShotWithRandomSearch)
 * @example
 * randomSearch({ candidates: 4 }).kind // => "randomSearch"
 */
export function randomSearch(options: RandomSearchOptions = {}): Optimizer {
	const { candidates = 8, maxBootstrappedDemos = 4, maxLabeledDemos = 4, blockSize = 20 } = options;
	const maxRows = options.maxRows ?? 8 * Math.max(1, maxBootstrappedDemos);
	return defineOptimizer({
		kind: "randomSearch",
		settings: { candidates, maxBootstrappedDemos, maxLabeledDemos, blockSize, maxRows },
		// about half of the candidates are dropped half-way
		outline: ({ train, validate }) => ({
			rows: Math.round(validate * (1 + candidates * 0.6)) + Math.min(train, maxRows),
			proposals: 0,
		}),
		least: ({ validate }) => ({ rows: 2 * validate + maxBootstrappedDemos, proposals: 0 }),
		demoRows: maxBootstrappedDemos + maxLabeledDemos,
		async run(study) {
			const { train, validate } = study.task;
			const steps = Object.keys(study.start.parameters);
			await study.score(study.start, validate.examples, "baseline");
			study.note(study.start, validate.examples, "baseline");

			const random = study.random.fork("demos");
			const wanted = Math.max(1, maxBootstrappedDemos) * 2;
			const pool = await demoPool(study, { wanted, rows: maxRows }, random);
			const entrants: Candidate[] = [];
			const enter = (demos: Parameters<typeof withDemos>[1], origin: string) => {
				const candidate = study.candidate(withDemos(study.start.parameters, demos), [study.start], origin);
				if (candidate !== study.start && !entrants.includes(candidate)) entrants.push(candidate);
			};
			const [only] = steps;
			if (steps.length === 1 && only !== undefined && maxLabeledDemos > 0) {
				enter({ [only]: labelledDemos(train.examples, maxLabeledDemos, random) }, `${maxLabeledDemos} labelled demos`);
			}
			for (let draw = 0; draw < candidates; draw++) {
				const counts = {
					bootstrapped: draw === 0 ? maxBootstrappedDemos : 1 + random.integer(Math.max(1, maxBootstrappedDemos)),
					labelled: draw === 0 ? maxLabeledDemos : random.integer(maxLabeledDemos + 1),
				};
				const demos = drawDemos(pool, train.examples, steps, counts, random);
				const shown = Math.max(...Object.values(demos).map((set) => set.length));
				enter(demos, `draw ${draw + 1}: ${shown} demos`);
			}
			await race(study, [study.start, ...entrants], random.shuffle(validate.examples), { blockSize, phase: "search" });
			return undefined;
		},
	});
}
