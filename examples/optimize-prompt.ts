// optimizePrompt is Bedrock's own rewriting of a prompt for a model, as an optimizer: screened, and taken only with evidence.
// You want it beside the other optimizers, or as the rewriting step of a migration. Planning sends nothing and needs no account.
import { aws, dataset, metric, predict, scripted, signature, split } from "touchstone";
import { z } from "zod";

const sort = signature({
	name: "sort",
	instructions: "Sort the message.",
	input: { message: z.string() },
	output: { label: z.enum(["complaint", "order", "question"]) },
});
const labels = ["complaint", "order", "question"] as const;
const rows = Array.from({ length: 60 }, (_, index) => ({ message: `message ${index}`, label: labels[index % 3] }));
const data = dataset(rows, { name: "mail", input: sort.input, expected: ["label"] });
const { train, validate } = split(data, { train: 0.5, validate: 0.5 });
// aws.bedrock("nova-lite") would go here.
const program = predict(sort).using(scripted(['{"label":"order"}']));

const optimizer = aws.optimizePrompt({ target: "nova-lite", region: "us-east-1" });
const task = { train, validate, metric: metric.exact("label"), budget: { calls: 100 } };
const forecast = await optimizer.plan(program, task);
console.log(`${forecast.proposals} call to Bedrock's optimizer, ${forecast.rows} rows of the program`);
// const { program: better } = await optimizer(program, task);
// migrate({ ..., rewriter: optimizer });

// On rows, for several models at once, as a job; the plan is shown, and refuses what AWS would refuse.
const targets = ["nova-lite", "nova-micro"];
const job = aws.advancedPromptOptimization({ program, data: train, targets, bucket: "my-bucket", region: "us-east-1" });
const plan = await job.plan();
console.log(plan.title);
console.log(plan.basis.at(-1));
// const prompts = await (await plan.apply({ maxUsd: 5, acceptUnknownCost: true })).wait();

// Prints:
// 1 call to Bedrock's optimizer, 60 rows of the program
// optimize the instructions of sort for amazon.nova-lite-v1:0, amazon.nova-micro-v1:0 on 30 rows of mail/train
// An estimate for amazon.nova-micro-v1:0: about 600 calls, $0.00262 (AWS price list as copied in the price map of litellm 1.109.1, 2026-11-22).
