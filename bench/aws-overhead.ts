/**
 * What aws.bedrock costs over the bare AWS client: processor milliseconds a call, against the tests' stand-in for AWS, which
 * is a process of its own.
 *
 *     npx tsx bench/aws-overhead.ts [calls, 1000] [rounds, 7]
 *
 * Both ask the same question over the same kind of connection and read the answer's text, whole and streamed. Rounds are
 * interleaved, in turn first, so that a busy minute of the machine meets both; the ratio is the median of the ratios within
 * a round, the difference likewise. The client's own share (signing, HTTP/2, parsing) is in both.
 */
import { spawn } from "node:child_process";
import { loadavg } from "node:os";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { bedrock } from "../src/aws/bedrock.ts";
import { startTrace } from "../src/core/trace.ts";
import { textOf, userMessage } from "../src/model/model.ts";
import { startFake } from "../test/aws/fake/index.ts";
import { median } from "./median.ts";

const AIM_MS = 0.5;
const CONCURRENCY = 8;
const expected = "Paris";
const question = (number: number) => `What is the capital of France? This is question ${number}.`;

/** The stand-in: answers at once, the same to everybody. */
async function serve(): Promise<void> {
	const fake = await startFake({ pieces: [100_000] });
	fake.answer("Converse", {
		output: {
			output: { message: { role: "assistant", content: [{ text: expected }] } },
			stopReason: "end_turn",
			usage: { inputTokens: 20, outputTokens: 1, totalTokens: 21 },
			metrics: { latencyMs: 1 },
		},
	});
	console.log(fake.url);
}

type Ask = (number: number) => Promise<string>;

async function compare(): Promise<void> {
	const [calls = 1000, rounds = 7] = process.argv.slice(2).map(Number);
	const child = spawn(process.execPath, ["--import", "tsx", fileURLToPath(import.meta.url), "serve"], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const { value: url } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
	if (url === undefined) throw new Error("bench: the stand-in for AWS did not start; what it said stands above");
	process.on("exit", () => child.kill());
	console.log(`load ${loadavg()[0]?.toFixed(2)}; ${calls} calls a round, ${rounds} rounds, ${CONCURRENCY} at once\n`);

	const connection = { region: "us-east-1", endpoint: url, credentials: { accessKeyId: "a", secretAccessKey: "b" } };
	const client = new BedrockRuntimeClient({ ...connection, maxAttempts: 1 });
	const model = bedrock("nova-micro", connection);
	const worst: number[] = [];
	for (const streamed of [false, true]) {
		const bare = streamed ? bareStream(client) : bareWhole(client);
		const ours = throughModel(model, streamed);
		for (const ask of [bare, ours]) await cpuMsPerCall(ask, Math.min(200, calls)); // import and compilation
		const [theirs, mine]: [number[], number[]] = [[], []];
		for (let round = 0; round < rounds; round++) {
			const order = [[bare, theirs] as const, [ours, mine] as const];
			for (const [ask, figures] of round % 2 === 0 ? order : order.reverse()) {
				figures.push(await cpuMsPerCall(ask, calls));
			}
		}
		const ratio = median(mine.map((ms, round) => ms / (theirs[round] ?? Number.NaN)));
		const over = median(mine.map((ms, round) => ms - (theirs[round] ?? Number.NaN)));
		worst.push(over);
		console.log(
			`${streamed ? "ConverseStream" : "Converse      "}  ${ratio.toFixed(2)} times the bare client: ` +
				`${over.toFixed(3)} CPU ms a call over its ${median(theirs).toFixed(3)}`,
		);
	}
	const met = Math.max(...worst) <= AIM_MS;
	console.log(`\naim: at most ${AIM_MS} CPU ms a call over the bare client: ${met ? "met" : "missed"}`);
	await model[Symbol.asyncDispose]();
	client.destroy();
	process.exit(met ? 0 : 1); // the stand-in would keep the process alive
}

/** This process's own processor time; the stand-in's is not in it. */
async function cpuMsPerCall(ask: Ask, calls: number): Promise<number> {
	const before = process.cpuUsage();
	let next = 0;
	async function lane(): Promise<void> {
		while (next < calls) {
			const answer = await ask(next++);
			if (answer !== expected) throw new Error(`bench: expected the answer "${expected}", found "${answer}"`);
		}
	}
	await Promise.all(Array.from({ length: CONCURRENCY }, lane));
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000 / calls;
}

const input = (number: number) => ({
	modelId: "amazon.nova-micro-v1:0",
	messages: [{ role: "user" as const, content: [{ text: question(number) }] }],
	inferenceConfig: { maxTokens: 16, temperature: 0 },
});

function bareWhole(client: BedrockRuntimeClient): Ask {
	return async (number) => {
		const { output } = await client.send(new ConverseCommand(input(number)));
		return output?.message?.content?.[0]?.text ?? "";
	};
}

function bareStream(client: BedrockRuntimeClient): Ask {
	return async (number) => {
		const { stream } = await client.send(new ConverseStreamCommand(input(number)));
		let text = "";
		for await (const event of stream ?? []) text += event.contentBlockDelta?.delta?.text ?? "";
		return text;
	};
}

function throughModel(model: ReturnType<typeof bedrock>, streamed: boolean): Ask {
	return async (number) => {
		const request = { messages: [userMessage(question(number))], maxTokens: 16, temperature: 0 };
		const onDelta = streamed ? { onDelta: () => {} } : {};
		const answer = await model.generate(request, { trace: startTrace("bench"), seed: 1, ...onDelta });
		return textOf(answer.content);
	};
}

if (process.argv[2] === "serve") await serve();
else await compare();
