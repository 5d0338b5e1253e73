import { BedrockClient } from "@aws-sdk/client-bedrock";
import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { PricingClient } from "@aws-sdk/client-pricing";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { STSClient } from "@aws-sdk/client-sts";
import type { Fake } from "./types.ts";

/** AWS's own clients, pointed at a fake; one attempt a call. */
export function clientsOf({ url }: Pick<Fake, "url">) {
	const settings = {
		region: "us-east-1",
		endpoint: url,
		credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" },
		maxAttempts: 1,
	};
	const made = {
		runtime: new BedrockRuntimeClient(settings),
		bedrock: new BedrockClient(settings),
		agents: new BedrockAgentRuntimeClient(settings),
		sagemaker: new SageMakerRuntimeClient(settings),
		s3: new S3Client({ ...settings, forcePathStyle: true }),
		sts: new STSClient(settings),
		pricing: new PricingClient(settings),
	};
	return {
		...made,
		settings,
		destroy: () => {
			for (const client of Object.values(made)) client.destroy();
		},
	};
}

export type Clients = ReturnType<typeof clientsOf>;
