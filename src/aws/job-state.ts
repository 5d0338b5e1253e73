/** completed: all of it · partial: some records failed · the last four are ends. */
export type JobState = "waiting" | "running" | "stopping" | "completed" | "partial" | "failed" | "stopped";

export interface JobStatus {
	readonly state: JobState;
	/** As AWS says it: "InProgress". */
	readonly said: string;
	/** As AWS says it, word for word. */
	readonly failureMessage?: string;
	/** How much is done, where the service counts. */
	readonly done?: number;
	readonly total?: number;
}

const states: Readonly<Record<string, JobState>> = {
	submitted: "waiting",
	validating: "waiting",
	scheduled: "waiting",
	starting: "waiting",
	pending: "waiting",
	inprogress: "running",
	stopping: "stopping",
	deleting: "stopping",
	completed: "completed",
	partiallycompleted: "partial",
	failed: "failed",
	expired: "failed", // it ran out of the time that it was given
	stopped: "stopped",
};

/**
 * What AWS's word for the state of a job means. A word that is not known counts as running: services add words, and a job
 * must not be given up for that.
 *
 * @example
 * ["Validating", "InProgress", "PartiallyCompleted", "Expired"].map(jobState) // => ["waiting", "running", "partial", "failed"]
 */
export function jobState(said: string | undefined): JobState {
	return states[(said ?? "").toLowerCase()] ?? "running";
}

/** True for the states that a job does not leave. */
export function hasEnded(state: JobState): boolean {
	return ["completed", "partial", "failed", "stopped"].includes(state);
}
