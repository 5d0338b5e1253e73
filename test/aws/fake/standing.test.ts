import {
	DeleteCustomModelCommand,
	DeleteCustomModelDeploymentCommand,
	DeleteImportedModelCommand,
	DeleteProvisionedModelThroughputCommand,
	GetCustomModelCommand,
	GetCustomModelDeploymentCommand,
	GetEvaluationJobCommand,
	GetImportedModelCommand,
	GetModelCustomizationJobCommand,
	GetProvisionedModelThroughputCommand,
	ListCustomModelDeploymentsCommand,
	ListEvaluationJobsCommand,
	ListModelCustomizationJobsCommand,
	ListProvisionedModelThroughputsCommand,
	StopEvaluationJobCommand,
	StopModelCustomizationJobCommand,
} from "@aws-sdk/client-bedrock";
import { expect, it } from "vitest";
import { clientsOf } from "./clients.ts";
import { startFake } from "./index.ts";

const kinds = [
	"custom-model",
	"custom-model-deployment",
	"evaluation-job",
	"imported-model",
	"model-customization-job",
	"provisioned-throughput",
] as const;

it("bills what stands until it is deleted or stopped, in an order that AWS allows", async () => {
	const fake = await startFake({ standing: kinds.map((kind) => ({ kind, name: `a-${kind}` })) });
	const { bedrock, destroy } = clientsOf(fake);
	const named = (kind: string) => fake.billable().find((thing) => thing.kind === kind)?.name ?? "";
	expect(fake.billable().map(({ kind }) => kind)).toEqual([...kinds]);

	const deployment = { customModelDeploymentIdentifier: named("custom-model-deployment") };
	const model = { modelIdentifier: named("custom-model") };
	const conflict = { name: "ConflictException" };
	expect((await bedrock.send(new GetCustomModelCommand(model))).modelStatus).toBe("Active");
	await expect(bedrock.send(new DeleteCustomModelDeploymentCommand(deployment))).rejects.toMatchObject(conflict);
	expect((await bedrock.send(new GetCustomModelDeploymentCommand(deployment))).status).toBe("Creating");
	expect((await bedrock.send(new GetCustomModelDeploymentCommand(deployment))).status).toBe("Active");
	await expect(bedrock.send(new DeleteCustomModelCommand(model))).rejects.toMatchObject(conflict);
	expect((await bedrock.send(new ListCustomModelDeploymentsCommand({}))).modelDeploymentSummaries).toHaveLength(1);
	await bedrock.send(new DeleteCustomModelDeploymentCommand(deployment));

	const throughput = { provisionedModelId: named("provisioned-throughput") };
	expect(
		(await bedrock.send(new ListProvisionedModelThroughputsCommand({}))).provisionedModelSummaries?.[0]?.status,
	).toBe("Creating");
	await bedrock.send(new GetProvisionedModelThroughputCommand(throughput));
	await bedrock.send(new DeleteProvisionedModelThroughputCommand(throughput));
	await bedrock.send(new DeleteCustomModelCommand(model));
	await expect(bedrock.send(new GetCustomModelCommand(model))).rejects.toMatchObject({
		name: "ResourceNotFoundException",
	});

	await bedrock.send(new GetImportedModelCommand({ modelIdentifier: "a-imported-model" }));
	await bedrock.send(new DeleteImportedModelCommand({ modelIdentifier: "a-imported-model" }));

	const tuning = (await bedrock.send(new ListModelCustomizationJobsCommand({}))).modelCustomizationJobSummaries?.[0];
	await bedrock.send(new StopModelCustomizationJobCommand({ jobIdentifier: tuning?.jobArn }));
	await bedrock.send(new GetModelCustomizationJobCommand({ jobIdentifier: tuning?.jobArn }));
	const evaluation = (await bedrock.send(new ListEvaluationJobsCommand({}))).jobSummaries?.[0];
	await bedrock.send(new StopEvaluationJobCommand({ jobIdentifier: evaluation?.jobArn }));
	expect((await bedrock.send(new GetEvaluationJobCommand({ jobIdentifier: evaluation?.jobArn }))).status).toBe(
		"Stopping",
	);
	expect(fake.billable()).toEqual([]);
	expect(fake.failures).toEqual([]);
	destroy();
	await fake[Symbol.asyncDispose]();
});
