import type { Loose } from "../loose.ts";
import type { Answer } from "../types.ts";
import type { CallPlace, World } from "../world.ts";
import { advancedJobs } from "./advanced-jobs.ts";
import { answerAgent } from "./agent.ts";
import { batchJobs } from "./batch-jobs.ts";
import { answerConverse, tokensOf } from "./converse.ts";
import { endpoints } from "./endpoints.ts";
import { guardrails } from "./guardrails.ts";
import { modelLists } from "./model-lists.ts";
import { invoke } from "./native.ts";
import { answerOptimizePrompt } from "./optimize-prompt.ts";
import { answerProducts } from "./products.ts";
import { s3 } from "./s3.ts";
import { standing } from "./standing.ts";

/** The answer of an operation that nobody scripted. */
export type Default = (input: Loose, world: World, place: CallPlace) => Answer;

export const defaults: Readonly<Record<string, Default>> = {
	Converse: answerConverse,
	CountTokens: ({ input }) => ({ output: { inputTokens: tokensOf(JSON.stringify(input)) } }),
	GetCallerIdentity: (_, { account }) => ({
		output: { UserId: "AIDAFAKEFAKEFAKEFAKE", Account: account, Arn: `arn:aws:iam::${account}:user/fake` },
	}),
	InvokeAgent: answerAgent,
	OptimizePrompt: answerOptimizePrompt,
	GetProducts: answerProducts,
	...invoke,
	...guardrails,
	...modelLists,
	...batchJobs,
	...advancedJobs,
	...endpoints,
	...s3,
	...standing,
};
