import type * as Peer from "@aws-sdk/client-bedrock";
import type { AwsCommand } from "./connection.ts";

/** The three calls that deleting a thing takes. */
export interface BedrockCalls {
	/** Its ARN by its name; undefined when there is none. */
	find(name: string): Promise<string | undefined>;
	/** Its state, as AWS says it. */
	look(id: string): Promise<string | undefined>;
	remove(id: string): Promise<unknown>;
}

type Ask = <Output>(command: AwsCommand<Output> & object) => Promise<Output>;

export type BedrockKind = keyof typeof bedrockCalls;

/** The calls for each kind of thing on Bedrock. A job is "removed" by stopping it. */
export const bedrockCalls = {
	"model-invocation-job": (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) =>
			(await ask(new aws.ListModelInvocationJobsCommand({ nameContains: name }))).invocationJobSummaries?.find(
				(job) => job.jobName === name,
			)?.jobArn,
		look: async (jobIdentifier) => (await ask(new aws.GetModelInvocationJobCommand({ jobIdentifier }))).status,
		remove: (jobIdentifier) => ask(new aws.StopModelInvocationJobCommand({ jobIdentifier })),
	}),
	"model-customization-job": (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) =>
			(
				await ask(new aws.ListModelCustomizationJobsCommand({ nameContains: name }))
			).modelCustomizationJobSummaries?.find((job) => job.jobName === name)?.jobArn,
		look: async (jobIdentifier) => (await ask(new aws.GetModelCustomizationJobCommand({ jobIdentifier }))).status,
		remove: (jobIdentifier) => ask(new aws.StopModelCustomizationJobCommand({ jobIdentifier })),
	}),
	"advanced-prompt-optimization-job": (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) => {
			for await (const job of pages(async (nextToken) => {
				const page = await ask(new aws.ListAdvancedPromptOptimizationJobsCommand({ ...nextToken }));
				return { items: page.jobSummaries ?? [], nextToken: page.nextToken };
			})) {
				if (job.jobName === name) return job.jobArn;
			}
			return undefined;
		},
		look: async (jobIdentifier) =>
			(await ask(new aws.GetAdvancedPromptOptimizationJobCommand({ jobIdentifier }))).jobStatus,
		remove: (jobIdentifier) => ask(new aws.StopAdvancedPromptOptimizationJobCommand({ jobIdentifier })),
	}),
	"evaluation-job": (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) =>
			(await ask(new aws.ListEvaluationJobsCommand({ nameContains: name }))).jobSummaries?.find(
				(job) => job.jobName === name,
			)?.jobArn,
		look: async (jobIdentifier) => (await ask(new aws.GetEvaluationJobCommand({ jobIdentifier }))).status,
		remove: (jobIdentifier) => ask(new aws.StopEvaluationJobCommand({ jobIdentifier })),
	}),
	"provisioned-throughput": (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) =>
			(
				await ask(new aws.ListProvisionedModelThroughputsCommand({ nameContains: name }))
			).provisionedModelSummaries?.find((model) => model.provisionedModelName === name)?.provisionedModelArn,
		look: async (provisionedModelId) =>
			(await ask(new aws.GetProvisionedModelThroughputCommand({ provisionedModelId }))).status,
		remove: (provisionedModelId) => ask(new aws.DeleteProvisionedModelThroughputCommand({ provisionedModelId })),
	}),
	"custom-model-deployment": (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) =>
			(await ask(new aws.ListCustomModelDeploymentsCommand({ nameContains: name }))).modelDeploymentSummaries?.find(
				(deployment) => deployment.customModelDeploymentName === name,
			)?.customModelDeploymentArn,
		look: async (customModelDeploymentIdentifier) =>
			(await ask(new aws.GetCustomModelDeploymentCommand({ customModelDeploymentIdentifier }))).status,
		remove: (customModelDeploymentIdentifier) =>
			ask(new aws.DeleteCustomModelDeploymentCommand({ customModelDeploymentIdentifier })),
	}),
	"imported-model": (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) => name, // these two take the name as it is
		look: async (modelIdentifier) => {
			await ask(new aws.GetImportedModelCommand({ modelIdentifier }));
			return "Active";
		},
		remove: (modelIdentifier) => ask(new aws.DeleteImportedModelCommand({ modelIdentifier })),
	}),
	"custom-model": (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) => name,
		look: async (modelIdentifier) => (await ask(new aws.GetCustomModelCommand({ modelIdentifier }))).modelStatus,
		remove: (modelIdentifier) => ask(new aws.DeleteCustomModelCommand({ modelIdentifier })),
	}),
	guardrail: (aws: typeof Peer, ask: Ask): BedrockCalls => ({
		find: async (name) => {
			for await (const guardrail of pages(async (nextToken) => {
				const page = await ask(new aws.ListGuardrailsCommand({ ...nextToken }));
				return { items: page.guardrails ?? [], nextToken: page.nextToken };
			})) {
				if (guardrail.name === name || guardrail.id === name) return guardrail.arn;
			}
			return undefined;
		},
		look: async (guardrailIdentifier) => (await ask(new aws.GetGuardrailCommand({ guardrailIdentifier }))).status,
		remove: (guardrailIdentifier) => ask(new aws.DeleteGuardrailCommand({ guardrailIdentifier })),
	}),
};

interface Page<T> {
	readonly items: readonly T[];
	readonly nextToken: string | undefined;
}

async function* pages<T>(read: (from: { readonly nextToken?: string }) => Promise<Page<T>>): AsyncGenerator<T> {
	for (let from: { nextToken?: string } | null = {}; from !== null; ) {
		const { items, nextToken }: Page<T> = await read(from);
		yield* items;
		from = nextToken === undefined ? null : { nextToken };
	}
}
