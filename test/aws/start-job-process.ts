// Starts a job whose create call never comes back, for a test that kills this process meanwhile.
import { stdout } from "node:process";
import { makeJob } from "../../src/aws/job.ts";
import { startJob } from "../../src/aws/start-job.ts";

await startJob({
	service: "bedrock",
	kind: "model-invocation-job",
	region: "us-east-1",
	account: "111122223333",
	runId: "run-killed",
	request: "the same in both processes",
	create: ({ clientRequestToken }) => {
		stdout.write(clientRequestToken);
		return new Promise(() => setInterval(() => {}, 1_000));
	},
	job: (handle) =>
		makeJob({
			who: "aws.batch",
			handle,
			resume: "aws.batch.job(handle)",
			status: async () => ({ state: "running", said: "InProgress" }),
			result: async () => "",
			stop: async () => {},
		}),
});
