/**
 * The simulated task behind OpenAI's chat completions, so that every framework meets the same task in its own words.
 *
 *     npx tsx bench/simulated/server.ts        prints its port; ends with its standard input
 *
 * The first part of a path is the seed of a world, so one server plays them all:
 *
 *     POST /7/v1/chat/completions   the model "proposer" proposes, any other name answers tickets
 *     POST /7/truth                 { messages } → { accuracy } of that prompt, exact
 *     GET  /7/data                  { instructions, labels, train, validate }
 *     GET  /7/counts                by model: { calls, inputTokens, outputTokens } since the last reset
 *     POST /7/reset                 counts from zero
 *
 * Answers depend on the world and the request alone: a restarted server says the same.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { chatOfBody, tokensOf } from "./chat.ts";
import { answerProposer } from "./proposer.ts";
import { answerTask } from "./task.ts";
import { departments, plainInstruction, ticket, trainNumbers, validateNumbers } from "./tickets.ts";
import { truthOfChat } from "./truth.ts";
import { type World, worldOf } from "./world.ts";

export interface Counts {
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
}

/** A world and what was asked of it. */
interface Stage {
	readonly world: World;
	readonly counts: Map<string, Counts>;
}

/** Starts the server on a free port of this machine. */
export async function startServer(): Promise<{ readonly port: number; close(): void }> {
	const stages = new Map<number, Stage>();
	const stageOf = (seed: number): Stage => {
		const stage = stages.get(seed) ?? { world: worldOf(seed), counts: new Map() };
		stages.set(seed, stage);
		return stage;
	};
	const server = createServer(async (request, response) => {
		const [, seed, action] = /^\/(\d+)\/(v1\/chat\/completions|truth|data|counts|reset)$/.exec(request.url ?? "") ?? [];
		const body = await textOfBody(request);
		const [status, answer] =
			seed === undefined || action === undefined
				? [404, { error: { message: `no such path: ${request.url}` } }]
				: attempt(() => act(stageOf(Number(seed)), action, body));
		response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
	});
	server.keepAliveTimeout = 600_000; // clients that think long between calls keep their connection
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		port: (server.address() as AddressInfo).port,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

function act(stage: Stage, action: string, body: string): unknown {
	const { world, counts } = stage;
	switch (action) {
		case "truth":
			return { accuracy: truthOfChat(world, chatOfBody(JSON.parse(body))) };
		case "data": {
			const rows = (numbers: readonly number[]) => numbers.map((number) => ticket(world, number));
			return {
				instructions: plainInstruction,
				labels: departments,
				train: rows(trainNumbers),
				validate: rows(validateNumbers),
			};
		}
		case "counts":
			return Object.fromEntries(counts);
		case "reset":
			counts.clear();
			return {};
		default:
			return complete(stage, JSON.parse(body));
	}
}

function complete({ world, counts }: Stage, body: { readonly model: string }): unknown {
	const chat = chatOfBody(body);
	const content = body.model === "proposer" ? answerProposer(world, chat) : answerTask(world, chat);
	const inputTokens = chat.turns.reduce((sum, turn) => sum + tokensOf(turn.text), 0);
	const outputTokens = tokensOf(content);
	const before = counts.get(body.model) ?? { calls: 0, inputTokens: 0, outputTokens: 0 };
	counts.set(body.model, {
		calls: before.calls + 1,
		inputTokens: before.inputTokens + inputTokens,
		outputTokens: before.outputTokens + outputTokens,
	});
	return {
		id: "chatcmpl-simulated",
		object: "chat.completion",
		created: 1_700_000_000,
		model: body.model,
		choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
		usage: { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens },
	};
}

function attempt(work: () => unknown): [number, unknown] {
	try {
		return [200, work()];
	} catch (error) {
		return [400, { error: { message: String(error) } }];
	}
}

async function textOfBody(request: IncomingMessage): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	return Buffer.concat(pieces).toString();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { port } = await startServer();
	console.log(port);
	process.stdin.resume().on("end", () => process.exit(0)); // whoever started this has gone
}
