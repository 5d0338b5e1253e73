import { anyModel, catalogue } from "./catalogue.ts";
import { decider } from "./decide.ts";
import { type Exchange, onePort } from "./one-port.ts";
import { readInput } from "./read-input.ts";
import { findRoute } from "./route.ts";
import { makeScripts } from "./script.ts";
import { send } from "./send.ts";
import { type Route, readServices } from "./shapes.ts";
import { readSignature } from "./signature.ts";
import { hasEnded } from "./stores/batch-jobs.ts";
import { Objects } from "./stores/objects.ts";
import { isBilled, standingThings } from "./stores/standing.ts";
import type { Billable, Fake, FakeOptions, LoggedCall } from "./types.ts";
import { WireError } from "./wire-error.ts";
import type { World } from "./world.ts";

type OpenCall = { -readonly [Key in keyof LoggedCall]: LoggedCall[Key] };

/** AWS on this machine: the wire and the rules of it, none of the models. */
export async function startFake(options: FakeOptions = {}): Promise<Fake> {
	const services = readServices();
	const scripts = makeScripts();
	const log: OpenCall[] = [];
	const failures: string[] = [];
	const account = "123456789012";
	const world: World = {
		options,
		account,
		services,
		models: [...catalogue, ...(options.models ?? []).map(anyModel)],
		objects: new Objects(options.buckets),
		batchJobs: new Map(),
		advancedJobs: new Map(),
		guardrails: new Map(),
		standing: standingThings(options.standing ?? [], account, options.pollsPerState ?? 1),
		answerTo: (operation, input, region) =>
			decide(operation, input, { ...newCall({ protocol: "h1", headers: {} }), operation, input, region }),
	};
	const decide = decider(world, scripts);

	async function handle(exchange: Exchange): Promise<void> {
		const call = newCall(exchange);
		log.push(call);
		let route: Route | null = null;
		try {
			const { service, region } = readSignature(exchange.headers);
			call.region = region;
			route = findRoute(services, service, exchange);
			call.operation = route.name;
			call.input = readInput(route, exchange);
			await send(exchange, route, decide(route.name, call.input, call), options.pieces, call);
		} catch (error) {
			if (!(error instanceof WireError))
				failures.push(`${call.operation}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
			await refuseWith(exchange, route, error, call);
		}
	}

	const { port, close } = await onePort((exchange) =>
		// What goes wrong even in refusing must end neither the tests' process nor the client's patience.
		handle(exchange).catch((error) => {
			failures.push(`while answering: ${error}`);
			exchange.cut();
		}),
	);
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
		objects: world.objects,
		billable: () => billable(world),
		unexpected: () => log.filter((call) => !call.scripted && call.status >= 400),
		failures,
		[Symbol.asyncDispose]: close,
	};
}

function newCall({ protocol, headers }: Pick<Exchange, "protocol" | "headers">): OpenCall {
	return { operation: "?", input: null, status: 0, protocol, region: "", headers, scripted: false };
}

/** A refusal goes out as it is; anything else is the fake's own mistake, and never a 5xx, which clients repeat. */
function refuseWith(exchange: Exchange, route: Route | null, error: unknown, call: OpenCall): Promise<void> {
	const own = new WireError("ValidationException", `fake: ${error instanceof Error ? error.message : error}`, 400);
	const { name, message, status, headers } = error instanceof WireError ? error : own;
	return send(exchange, route, { error: name, message, headers, ...(status && { status }) }, [], call);
}

function billable({ batchJobs, advancedJobs, standing }: World): Billable[] {
	return [
		...[...batchJobs.values()]
			.filter((job) => !hasEnded(job.status))
			.map((job) => ({ kind: "model-invocation-job", name: job.arn })),
		...[...advancedJobs.values()]
			.filter((job) => job.status === "InProgress" || job.status === "Stopping")
			.map((job) => ({ kind: "advanced-prompt-optimization-job", name: job.arn })),
		...[...standing.values()].filter(isBilled).map(({ kind, arn }) => ({ kind, name: arn })),
	];
}
