import { setTimeout as pause } from "node:timers/promises";
import { check } from "./check.ts";
import { converseEvents } from "./converse-stream.ts";
import { completeConverse } from "./defaults/converse.ts";
import { defaults } from "./defaults/index.ts";
import { type Exchange, onePort } from "./one-port.ts";
import { readInput } from "./read-input.ts";
import { findRoute } from "./route.ts";
import { rules } from "./rules/index.ts";
import { makeScripts } from "./script.ts";
import { send } from "./send.ts";
import { type Route, readServices } from "./shapes.ts";
import { readSignature } from "./signature.ts";
import type { Answer, Fake, FakeOptions, LoggedCall } from "./types.ts";
import { refuse, WireError } from "./wire-error.ts";
import type { World } from "./world.ts";

type OpenCall = { -readonly [Key in keyof LoggedCall]: LoggedCall[Key] };

/** AWS on this machine: the wire and the rules of it, none of the models. */
export async function startFake(options: FakeOptions = {}): Promise<Fake> {
	const services = readServices();
	const scripts = makeScripts();
	const log: OpenCall[] = [];
	const failures: string[] = [];

	const world: World = {
		options,
		answerTo: (operation, input) => decide(operation, input, newCall({ protocol: "h1", headers: {} })),
	};

	/** The script's answer, else the usual one. */
	function decide(operation: string, input: unknown, call: OpenCall): Answer {
		const script = scripts.next(operation, input, call);
		if (script !== null) {
			call.scripted = true;
			return script;
		}
		// A program scripted on Converse is answered the same when it streams.
		if (operation === "ConverseStream") return decide("Converse", input, call);
		const usual = defaults[operation];
		if (usual === undefined)
			throw new WireError("UnknownOperationException", `the fake has no answer for ${operation}: script one`, 404);
		return usual(input, world);
	}

	async function handle(exchange: Exchange): Promise<void> {
		const call = newCall(exchange);
		log.push(call);
		let route: Route | null = null;
		try {
			const { service } = readSignature(exchange.headers);
			route = findRoute(services, service, exchange);
			call.operation = route.name;
			call.input = readInput(route, exchange);
			const breaches =
				route.operation.input === undefined ? [] : check(route.service, route.operation.input, call.input);
			if (breaches.length > 0)
				refuse(`${breaches.length} validation error${breaches.length > 1 ? "s" : ""} detected: ${breaches.join("; ")}`);
			for (const rule of rules[route.name] ?? []) rule(call.input, world);
			const answer = shaped(route.name, decide(route.name, call.input, call));
			if (answer.delayMs !== undefined) await pause(answer.delayMs);
			await send(exchange, route, answer, options.pieces, call);
		} catch (error) {
			await fail(exchange, route, call, error);
		}
	}

	async function fail(exchange: Exchange, route: Route | null, call: OpenCall, error: unknown): Promise<void> {
		const known = error instanceof WireError;
		if (!known) failures.push(`${call.operation}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
		const refusal = known ? error : new WireError("ValidationException", `fake: ${error}`, 400);
		const { name, message, status, headers } = refusal;
		await send(
			exchange,
			route,
			{ error: name, message, headers, ...(status === undefined ? {} : { status }) },
			[],
			call,
		);
	}

	const { port, close } = await onePort(handle);
	const url = `http://127.0.0.1:${port}`;
	return {
		url,
		env: {
			AWS_ENDPOINT_URL: url,
			AWS_REGION: "us-east-1",
			AWS_ACCESS_KEY_ID: "AKIAFAKEFAKEFAKEFAKE",
			AWS_SECRET_ACCESS_KEY: "fake",
		},
		answer: (operation, ...answers) => {
			if (!Object.values(services).some((service) => operation in service.operations))
				throw new Error(`fake.answer: expected an operation of the table, found ${operation}`);
			scripts.set(operation, answers);
		},
		log,
		objects: { put: () => undefined, text: () => null, keys: () => [] },
		billable: () => [],
		unexpected: () => log.filter((call) => !call.scripted && call.status >= 400),
		failures,
		[Symbol.asyncDispose]: close,
	};
}

function newCall({ protocol, headers }: Pick<Exchange, "protocol" | "headers">): OpenCall {
	return { operation: "?", input: null, status: 0, protocol, headers, scripted: false };
}

/** Scripts may leave out what every answer of Converse has, and may answer a stream with the whole. */
function shaped(operation: string, answer: Answer): Answer {
	if (!("output" in answer) || "stream" in answer || answer.output === undefined) return answer;
	if (operation === "Converse") return { ...answer, output: completeConverse(answer.output) };
	if (operation !== "ConverseStream") return answer;
	const { output, ...rest } = answer;
	return { ...rest, stream: converseEvents(completeConverse(output)) };
}
