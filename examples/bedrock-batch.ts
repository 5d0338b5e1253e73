// aws.batch runs an evaluation as one Bedrock batch job, at about half the price. You want it for many rows and no hurry.
// This shows the plan alone: nothing is sent and nobody is billed until evaluate is called with the engine.
import { aws, dataset, predict, signature } from "touchstone";
import { z } from "zod";

const sentiment = signature({
	name: "sentiment",
	instructions: "Is the review positive or negative?",
	input: { review: z.string() },
	output: { label: z.enum(["positive", "negative"]) },
});
const rows = Array.from({ length: 250 }, (_, i) => ({ review: `It broke after ${i} days.`, label: "negative" }));
const data = dataset(rows, { input: ["review"], expected: ["label"] });
const program = predict(sentiment).using(aws.bedrock("nova-lite", { region: "us-east-1" }));

const engine = aws.batch({ bucket: "my-bucket", role: "arn:aws:iam::111122223333:role/batch", maxUsd: 1 });
const plan = await engine.plan(program, data);
console.log(plan.title);
for (const call of plan.calls) console.log(`  ${call.service} ${call.operation}`);
console.log(plan.costUsd !== null && plan.costUsd < 0.01 ? "at most a cent, an estimate" : "more than a cent");

const few = await engine.plan(program, dataset(rows.slice(0, 20), { input: ["review"], expected: ["label"] }));
console.log(few.problems[0]);
// const report = await evaluate(program, data, [metric.exact("label")], { engine });

// Prints:
// answer 250 requests on amazon.nova-lite-v1:0 in us-east-1 as one batch job
//   s3 PutObject
//   bedrock CreateModelInvocationJob
//   bedrock GetModelInvocationJob
//   s3 ListObjectsV2
//   s3 GetObject
// at most a cent, an estimate
// A batch job takes at least 100 records (a quota of the account; the number is unverified), and these are 20 records. Run it live: leave engine out. Or pass minimumRecords, if your quota is another (Service Quotas console).
