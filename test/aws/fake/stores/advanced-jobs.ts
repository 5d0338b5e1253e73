import type { Loose } from "../loose.ts";

export interface AdvancedJob {
	readonly arn: string;
	readonly input: Loose;
	readonly created: Date;
	status: "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";
	polls: number;
	message?: string;
	changed: Date;
}
