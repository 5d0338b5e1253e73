import type { Loose } from "../loose.ts";
import type { CallPlace, World } from "../world.ts";
import { callableModel, countableModel } from "./callable-model.ts";
import { contentBlocks } from "./content-blocks.ts";
import { guardrailExists } from "./guardrail-exists.ts";
import { inferenceLimits } from "./inference-limits.ts";
import { advancedModels, batchModel, promptTarget } from "./job-models.ts";
import { nativeBody } from "./native-body.ts";
import { outputFormat } from "./output-format.ts";
import { roleOrder } from "./role-order.ts";
import { toolPairing } from "./tool-pairing.ts";
import { toolSchema } from "./tool-schema.ts";
import { toolSupport } from "./tool-support.ts";

/** Rules that AWS documents but its service models do not say; each throws a WireError. */
export type Rule = (input: Loose, world: World, place: CallPlace) => void;

const converse: readonly Rule[] = [
	callableModel,
	roleOrder,
	contentBlocks,
	toolPairing,
	toolSchema,
	toolSupport(false),
	outputFormat,
	inferenceLimits,
	guardrailExists,
];

export const rules: Readonly<Record<string, readonly Rule[]>> = {
	Converse: converse,
	ConverseStream: [...converse, toolSupport(true)],
	InvokeModel: [nativeBody, guardrailExists],
	InvokeModelWithResponseStream: [nativeBody, guardrailExists],
	CountTokens: [countableModel],
	ApplyGuardrail: [guardrailExists],
	CreateModelInvocationJob: [batchModel],
	CreateAdvancedPromptOptimizationJob: [advancedModels],
	OptimizePrompt: [promptTarget],
};
