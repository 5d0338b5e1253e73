import type { Loose } from "../loose.ts";

export interface Guardrail {
	readonly id: string;
	readonly arn: string;
	readonly input: Loose;
	readonly created: Date;
}
