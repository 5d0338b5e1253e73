import { BudgetError, ConfigError, throwIfAborted } from "../core/errors.ts";
import { formatUsd } from "../view/format.ts";
import { type Displayable, displayable } from "../view/view.ts";
import type { PlanData } from "./plan-data.ts";
import { planView } from "./plan-view.ts";
import { newRunId } from "./run-id.ts";

export type { PlanData, PlannedCall } from "./plan-data.ts";

export interface ApplyOptions {
	/** The most that may be spent, in US dollars: `costUsd` and the hours of what stays up together. */
	readonly maxUsd: number;
	/** Goes on although a price is unknown, so that `maxUsd` cannot be held. Default false. */
	readonly acceptUnknownCost?: boolean;
	readonly signal?: AbortSignal;
}

/**
 * A paid action that has not happened. Look at it (the last line of a cell shows it, `console.log` prints it), then apply
 * it; never applying it is the dry run. Nothing is sent before.
 */
export interface Plan<Result> extends PlanData, Displayable {
	/**
	 * Does what the plan says. Applied twice, it gives the first result again; after a failure it tries again.
	 *
	 * @throws ConfigError when the plan has problems, or its cost is unknown and `acceptUnknownCost` was not given
	 * @throws BudgetError when it may cost more than `maxUsd`; nothing was sent
	 */
	apply(options: ApplyOptions): Promise<Result>;
	toJSON(): PlanData;
}

/** What the work of a plan is given. */
export interface ApplyContext {
	/** The name under which everything it creates is recorded and tagged. */
	readonly runId: string;
	readonly maxUsd: number;
	readonly signal?: AbortSignal;
}

export interface PlanSpec<Result>
	extends Pick<PlanData, "title" | "calls" | "costUsd">,
		Partial<Omit<PlanData, "title" | "calls" | "costUsd">> {
	/** The public name that speaks in errors: "aws.batch". */
	readonly who: string;
	readonly run: (context: ApplyContext) => Promise<Result>;
}

/**
 * Makes a plan of facts and of the work that it stands for. Nothing runs before `apply`.
 *
 * @example
 * const plan = makePlan({ who: "aws.batch", title: "a job", calls: [], costUsd: 2, run: async () => "done" });
 * await plan.apply({ maxUsd: 5 }) // => "done"
 */
export function makePlan<Result>(spec: PlanSpec<Result>): Plan<Result> {
	const { who, run, title, calls, costUsd } = spec;
	const { policy = [], tokens = null, hourlyUsd = 0, hours = 1, basis = [], remains = [], problems = [] } = spec;
	const data: PlanData = {
		title,
		calls,
		policy,
		tokens,
		costUsd,
		hourlyUsd,
		hours,
		basis,
		remains,
		problems,
	};
	let applied: Promise<Result> | undefined;
	const plan = {
		...data,
		async apply(options: ApplyOptions): Promise<Result> {
			refuse(who, data, options);
			throwIfAborted(options.signal);
			const { maxUsd, signal } = options;
			applied ??= run({ runId: newRunId(), maxUsd, ...(signal === undefined ? {} : { signal }) });
			const current = applied;
			try {
				return await current;
			} catch (error) {
				if (applied === current) applied = undefined;
				throw error;
			}
		},
		toJSON: () => data,
	};
	return displayable(plan, planView);
}

function refuse(who: string, plan: PlanData, { maxUsd, acceptUnknownCost = false }: ApplyOptions): void {
	if (plan.problems.length > 0) {
		throw new ConfigError(`${who}: expected a plan without problems, found: ${plan.problems.join(" ")}`);
	}
	if (!(maxUsd >= 0)) {
		throw new ConfigError(`${who}: expected maxUsd, the most to spend in US dollars, found ${maxUsd}.`);
	}
	const worst = worstUsd(plan);
	if (worst === null) {
		if (acceptUnknownCost) return;
		throw new ConfigError(
			`${who}: expected a plan of known cost, found a price that is unknown, so maxUsd cannot be held. ` +
				"Give the price, refresh the table with aws.prices.refresh(), or pass acceptUnknownCost: true.",
		);
	}
	if (worst > maxUsd) {
		const hourly = plan.hourlyUsd ? ` (${formatUsd(plan.hourlyUsd)} an hour for ${plan.hours} h among it)` : "";
		throw new BudgetError(
			`${who}: expected a cost of at most ${formatUsd(maxUsd)}, found an estimate of up to ${formatUsd(worst)}${hourly}. ` +
				"Nothing was sent. Raise maxUsd, or do less.",
			{ spent: { usd: worst }, limit: { usd: maxUsd } },
		);
	}
}

/** The most that a plan may cost, its hours included, in US dollars; null when unknown. */
export function worstUsd({
	costUsd,
	hourlyUsd,
	hours,
}: Pick<PlanData, "costUsd" | "hourlyUsd" | "hours">): number | null {
	return costUsd === null || hourlyUsd === null ? null : costUsd + hourlyUsd * hours;
}
