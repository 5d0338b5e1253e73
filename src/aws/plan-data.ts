import type { PolicyStatement } from "./policy.ts";

/** One call that `apply` would make. */
export interface PlannedCall {
	/** "bedrock", "s3", "iam", … */
	readonly service: string;
	/** As AWS names it: "CreateModelInvocationJob". */
	readonly operation: string;
	/** What for, in a few words. */
	readonly why: string;
	/** What will be sent, as far as it is known before; large parts (data) left out. */
	readonly input?: object;
	/** How often; default once. */
	readonly times?: number;
}

/** What a paid action will take. Everything in it is known without a call that costs. */
export interface PlanData {
	/** What will be done, a line: "run product-relevance over 480 rows on nova-lite as a batch job". */
	readonly title: string;
	readonly calls: readonly PlannedCall[];
	/** The least rights that the calls need. */
	readonly policy: readonly PolicyStatement[];
	readonly tokens: { readonly input: number; readonly output: number } | null;
	/** US dollars at most, an estimate; null when a price is unknown. What bills by the hour stands apart. */
	readonly costUsd: number | null;
	/** US dollars an hour of what stays up until it is deleted; 0 when nothing does, null when the rate is unknown. */
	readonly hourlyUsd: number | null;
	/** The hours that `apply` counts at `hourlyUsd`. */
	readonly hours: number;
	/** What the estimates rest on, in sentences: prices with source and date. */
	readonly basis: readonly string[];
	/** What is still there afterwards, in sentences. */
	readonly remains: readonly string[];
	/** Why `apply` would refuse, in sentences with the next step. */
	readonly problems: readonly string[];
}
