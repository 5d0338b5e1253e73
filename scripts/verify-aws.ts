/**
 * Tries the AWS edge on your own account, cheapest first, and prints a record that can be added to test/fixtures/aws.
 *
 *     npm run verify:aws -- --region us-east-1            read-only calls: who you are, which models there are
 *     npm run verify:aws -- --region us-east-1 --spend    also a few calls to a model, less than a cent
 *
 * Nothing but what is printed is called, and nothing is created. The record holds no account number and no key.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import {
	assistantMessage,
	aws,
	isTouchstoneError,
	type ModelResponse,
	predict,
	signature,
	userMessage,
} from "touchstone";
import { z } from "zod";

interface Step {
	readonly name: string;
	readonly says: string;
	/** Costs money. */
	readonly paid?: true;
	readonly run: () => Promise<unknown>;
}

const help = `npm run verify:aws -- [--region R] [--profile P] [--model nova-micro] [--spend]

Read-only calls first; with --spend also calls to the model, less than a cent in all. Prints a record of what AWS answered.`;

const { values } = parseArgs({
	options: {
		region: { type: "string" },
		profile: { type: "string" },
		model: { type: "string", default: "nova-micro" },
		spend: { type: "boolean", default: false },
		help: { type: "boolean", short: "h", default: false },
	},
});
if (values.help) {
	console.log(help);
	process.exit(0);
}

const connection = {
	...(values.region === undefined ? {} : { region: values.region }),
	...(values.profile === undefined ? {} : { profile: values.profile }),
};
const model = aws.bedrock(values.model, { ...connection, maxTokens: 60 });
const context = { seed: 0 } as never; // the calls below are looked at by hand, not traced
const weather = {
	name: "weather",
	description: "The weather of a city today.",
	input: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const colour = signature({
	name: "colour",
	instructions: "Name the colour of the thing.",
	input: { thing: z.string() },
	output: { colour: z.string() },
});
const heard: string[] = [];

const steps: readonly Step[] = [
	{
		name: "GetCallerIdentity",
		says: "who you are",
		run: async () => ({ region: (await aws.whoami(connection)).region }),
	},
	{
		name: "ListFoundationModels, ListInferenceProfiles",
		says: "which models there are",
		run: async () => ({ models: (await aws.models(connection)).models.length }),
	},
	{
		name: "CountTokens",
		says: "how long a prompt is (AWS counts for some models only)",
		run: () => aws.countTokens("claude-haiku-4.5", { messages: [userMessage("How long is this?")] }, connection),
	},
	{ name: "Converse", says: "a plain answer", paid: true, run: async () => facts(await ask({})) },
	{
		name: "Converse, several turns",
		says: "a conversation",
		paid: true,
		run: async () =>
			facts(
				await ask({
					messages: [userMessage("Say one."), assistantMessage("one"), userMessage("And the next number?")],
				}),
			),
	},
	{
		name: "ConverseStream",
		says: "an answer as it is written",
		paid: true,
		run: async () => ({ ...facts(await ask({}, (text) => heard.push(text))), pieces: heard.length }),
	},
	{
		name: "Converse with a tool",
		says: "a forced tool call",
		paid: true,
		run: async () => facts(await ask({ tools: [weather], toolChoice: { tool: "weather" } })),
	},
	{
		name: "Converse with a signature",
		says: "an answer of a given form",
		paid: true,
		run: async () => (await predict(colour).using(model).run({ thing: "fresh snow" })).output,
	},
];

function ask(more: object, onDelta?: (text: string) => void): Promise<ModelResponse> {
	const request = { messages: [userMessage("Say hello to Lyon in four words.")], temperature: 0, ...more };
	return model.generate(request, onDelta === undefined ? context : ({ seed: 0, onDelta } as never));
}

function facts({ content, finish, usage }: ModelResponse) {
	return { content, finish, usage };
}

const record: unknown[] = [];
let failed = 0;
for (const { name, says, paid, run } of steps) {
	if (paid === true && !values.spend) {
		console.log(`-      ${name}: ${says} (costs a fraction of a cent; add --spend)`);
		continue;
	}
	try {
		const answer = await run();
		record.push({ name, answer });
		console.log(`ok     ${name}: ${says}`);
	} catch (error) {
		failed++;
		const message = error instanceof Error ? error.message : String(error);
		record.push({ name, error: isTouchstoneError(error) ? error.code : "unknown", message: withoutAccount(message) });
		console.log(`FAILED ${name}: ${message}`);
	}
}
await model[Symbol.asyncDispose]?.();
console.log(`\nRecord (${new Date().toISOString().slice(0, 10)}, ${values.model}):`);
console.log(withoutAccount(JSON.stringify(record, null, "\t")));
process.exitCode = failed === 0 ? 0 : 1;

function withoutAccount(text: string): string {
	return text.replace(/\b\d{12}\b/g, "123456789012");
}
