import type { JobHandle } from "../../src/aws/job-store.ts";
import type { Resource } from "../../src/aws/resources.ts";

/** A job's handle with everything in it. */
export function someHandle(facts: Partial<JobHandle> = {}): JobHandle {
	return {
		service: "bedrock",
		kind: "model-invocation-job",
		name: "touchstone-1a2b",
		arn: "arn:aws:bedrock:us-east-1:111122223333:model-invocation-job/abcdefghijkl",
		region: "us-east-1",
		account: "111122223333",
		startedAt: "2026-11-22T10:00:00.000Z",
		requestHash: "aa11",
		clientRequestToken: "touchstone-1a2b",
		runId: "run-2026-11-22-00000000",
		facts: { model: "amazon.nova-lite-v1:0", records: 200 },
		...facts,
	};
}

/** A thing that bills. */
export function someResource(facts: Partial<Resource> = {}): Resource {
	return {
		kind: "endpoint",
		id: "touchstone-endpoint",
		region: "us-east-1",
		account: "111122223333",
		runId: "run-2026-11-22-00000000",
		createdAt: "2026-11-22T10:00:00.000Z",
		hourlyUsd: 1.5,
		...facts,
	};
}
