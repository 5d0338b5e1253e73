import type { Loose } from "../loose.ts";
import type { Standing, StandingKind } from "../stores/standing.ts";
import type { Answer } from "../types.ts";
import { WireError } from "../wire-error.ts";
import type { World } from "../world.ts";
import type { Default } from "./index.ts";

const role = "arn:aws:iam::123456789012:role/fake";
const s3 = { s3Uri: "s3://data/out/" };
const base = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0";
const custom = "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-micro-v1:0/s00000000000";

/** Names of the operations and members of a kind of thing, and what its description holds besides. */
interface Calls {
	readonly kind: StandingKind;
	readonly noun: string;
	readonly identifier: string;
	readonly end: "Delete" | "Stop";
	/** The member of a list that holds the summaries; null where the fake has no list. */
	readonly list: string | null;
	summary(thing: Standing): object;
	details?(thing: Standing): object;
}

const kinds: readonly Calls[] = [
	{
		kind: "provisioned-throughput",
		noun: "ProvisionedModelThroughput",
		identifier: "provisionedModelId",
		end: "Delete",
		list: "provisionedModelSummaries",
		summary: ({ name, arn, created, creating }) => ({
			provisionedModelName: name,
			provisionedModelArn: arn,
			modelArn: base,
			desiredModelArn: base,
			foundationModelArn: base,
			modelUnits: 1,
			desiredModelUnits: 1,
			status: creating > 0 ? "Creating" : "InService",
			creationTime: created,
			lastModifiedTime: created,
		}),
	},
	{
		kind: "custom-model-deployment",
		noun: "CustomModelDeployment",
		identifier: "customModelDeploymentIdentifier",
		end: "Delete",
		list: "modelDeploymentSummaries",
		summary: ({ name, arn, created, creating }) => ({
			customModelDeploymentName: name,
			customModelDeploymentArn: arn,
			modelArn: custom,
			createdAt: created,
			status: creating > 0 ? "Creating" : "Active",
		}),
		// Its description calls the name otherwise than its list does.
		details: ({ name }) => ({ customModelDeploymentName: undefined, modelDeploymentName: name }),
	},
	{
		kind: "custom-model",
		noun: "CustomModel",
		identifier: "modelIdentifier",
		end: "Delete",
		list: null,
		summary: ({ name, arn, created }) => ({
			modelName: name,
			modelArn: arn,
			creationTime: created,
			modelStatus: "Active",
		}),
	},
	{
		kind: "imported-model",
		noun: "ImportedModel",
		identifier: "modelIdentifier",
		end: "Delete",
		list: null,
		summary: ({ name, arn, created }) => ({ modelName: name, modelArn: arn, creationTime: created }),
	},
	{
		kind: "model-customization-job",
		noun: "ModelCustomizationJob",
		identifier: "jobIdentifier",
		end: "Stop",
		list: "modelCustomizationJobSummaries",
		summary: ({ name, arn, created, status }) => ({
			jobName: name,
			jobArn: arn,
			baseModelArn: base,
			status,
			creationTime: created,
		}),
		details: () => ({
			outputModelName: "tuned",
			roleArn: role,
			trainingDataConfig: s3,
			validationDataConfig: { validators: [] },
			outputDataConfig: s3,
		}),
	},
	{
		kind: "evaluation-job",
		noun: "EvaluationJob",
		identifier: "jobIdentifier",
		end: "Stop",
		list: "jobSummaries",
		summary: ({ name, arn, created, status }) => ({
			jobName: name,
			jobArn: arn,
			status,
			creationTime: created,
			jobType: "Automated",
			evaluationTaskTypes: ["Generation"],
		}),
		details: () => ({
			evaluationTaskTypes: undefined,
			roleArn: role,
			evaluationConfig: { automated: { datasetMetricConfigs: [] } },
			inferenceConfig: { models: [] },
			outputDataConfig: s3,
		}),
	},
];

/** Looking at, listing, deleting and stopping what stood there at the start. */
export const standing: Readonly<Record<string, Default>> = Object.fromEntries(kinds.flatMap(operationsOf));

function operationsOf(calls: Calls): [string, Default][] {
	const { kind, noun, identifier, end, list } = calls;
	const find = (input: Loose, world: World) => findThing(world, kind, input[identifier]);
	const get = (input: Loose, world: World): Answer => {
		const thing = find(input, world);
		const output = { ...calls.summary(thing), ...calls.details?.(thing) };
		if (thing.creating > 0) thing.creating--;
		if (thing.status === "Stopping") thing.status = "Stopped";
		return { output };
	};
	const remove = (input: Loose, world: World): Answer => {
		const thing = find(input, world);
		if (end === "Stop") {
			if (thing.status !== "InProgress") conflict(`The job ${thing.name} is ${thing.status}.`);
			thing.status = "Stopping";
			return { output: {} };
		}
		if (thing.creating > 0) conflict(`${thing.name} is being created.`);
		if (kind === "custom-model" && isServed(world)) conflict(`The model ${thing.name} is deployed.`);
		world.standing.delete(thing.arn);
		return { output: {} };
	};
	const summaries = ({ nameContains = "" }: Loose, world: World): Answer => {
		const held = [...world.standing.values()].filter(
			(thing) => thing.kind === kind && thing.name.includes(nameContains),
		);
		return { output: { [list ?? ""]: held.map(calls.summary) } };
	};
	return [
		[`Get${noun}`, get],
		[`${end}${noun}`, remove],
		...(list === null ? [] : [[`List${noun}s`, summaries] as [string, Default]]),
	];
}

function findThing(world: World, kind: StandingKind, identifier: string): Standing {
	for (const thing of world.standing.values())
		if (thing.kind === kind && [thing.arn, thing.arn.split("/").at(-1), thing.name].includes(identifier)) return thing;
	throw new WireError("ResourceNotFoundException", `There is no ${kind} ${identifier}.`, 404);
}

/** AWS's page on custom models: one that is deployed, or has throughput bought for it, cannot be deleted. */
function isServed(world: World): boolean {
	return [...world.standing.values()].some(({ kind }) =>
		["custom-model-deployment", "provisioned-throughput"].includes(kind),
	);
}

function conflict(message: string): never {
	throw new WireError("ConflictException", message, 400);
}
