import type { Loose } from "../loose.ts";

export type BatchStatus =
	| "Submitted"
	| "Validating"
	| "InProgress"
	| "Completed"
	| "PartiallyCompleted"
	| "Failed"
	| "Stopping"
	| "Stopped";

export interface BatchJob {
	readonly arn: string;
	readonly input: Loose;
	readonly region: string;
	readonly submitted: Date;
	status: BatchStatus;
	/** Looks since the last change of state. */
	polls: number;
	message?: string;
	changed: Date;
	ended?: Date;
	counts?: { total: number; processed: number; success: number; error: number };
}

export function hasEnded(status: BatchStatus): boolean {
	return ["Completed", "PartiallyCompleted", "Failed", "Stopped"].includes(status);
}
