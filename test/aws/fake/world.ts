import type { ModelFacts } from "./catalogue.ts";
import type { Loose } from "./loose.ts";
import type { Service } from "./shapes.ts";
import type { AdvancedJob } from "./stores/advanced-jobs.ts";
import type { BatchJob } from "./stores/batch-jobs.ts";
import type { Guardrail } from "./stores/guardrails.ts";
import type { Objects } from "./stores/objects.ts";
import type { Standing } from "./stores/standing.ts";
import type { Answer, FakeOptions } from "./types.ts";

/** What the fake knows between calls. */
export interface World {
	readonly options: FakeOptions;
	readonly account: string;
	readonly services: Readonly<Record<string, Service>>;
	readonly models: readonly ModelFacts[];
	readonly objects: Objects;
	/** By ARN. */
	readonly batchJobs: Map<string, BatchJob>;
	readonly advancedJobs: Map<string, AdvancedJob>;
	/** By id; null for one that was deleted. */
	readonly guardrails: Map<string, Guardrail | null>;
	/** By ARN. */
	readonly standing: Map<string, Standing>;
	/** Every rule of an operation, then its scripted or usual answer: for jobs that make calls of their own. */
	answerTo(operation: string, input: Loose, region: string): Answer;
}

/** The call that a rule or an answer belongs to. */
export interface CallPlace {
	readonly region: string;
}
