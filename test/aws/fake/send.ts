import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { check } from "./check.ts";
import { piecesOf } from "./frames.ts";
import type { Exchange } from "./one-port.ts";
import { eventStream, type Route } from "./shapes.ts";
import type { Answer } from "./types.ts";
import { writeEvent, writeOutput } from "./write-output.ts";
import { xmlError } from "./xml.ts";

/** Split a length, a name, a text in the middle. */
const oddPieces = [5, 11, 1, 37, 3, 101, 64];

/** Sends an answer; what a script made up is checked against the service model first. */
export async function send(
	exchange: Exchange,
	route: Route | null,
	answer: Answer,
	pieces: readonly number[] = oddPieces,
	call: { status: number; error?: string },
): Promise<void> {
	if (answer.delayMs !== undefined) await pause(answer.delayMs);
	if ("hang" in answer) return;
	if ("cut" in answer) return exchange.cut();
	const identity = { "x-amzn-requestid": `fake-${Math.round(performance.now() * 1000)}` };
	if ("error" in answer) {
		const { error, message = "scripted by the test", headers = {} } = answer;
		const modelled = route?.service.shapes[error]?.error?.httpStatusCode;
		const status = answer.status ?? modelled ?? usualStatus[error] ?? 400;
		call.status = status;
		call.error = `${error}: ${message}`;
		const { type, body } = errorBody(route, error, message);
		exchange.head(status, { ...identity, "content-type": type, "x-amzn-errortype": error, ...headers });
		return exchange.end(exchange.method === "HEAD" ? undefined : body);
	}
	if (route === null || "usual" in answer) throw new Error("an answer without an operation");
	const status = route.operation.http.responseCode ?? 200;
	if (!("stream" in answer)) {
		checkOutput(route, answer.output);
		const { headers, body } = writeOutput(route, answer.output as Record<string, unknown>);
		call.status = status;
		exchange.head(status, { ...identity, ...headers });
		return exchange.end(exchange.method === "HEAD" || status === 204 ? undefined : body);
	}
	const stream = eventStream(route);
	if (stream === null) throw new Error(`${route.name} does not stream: answer with an output`);
	checkOutput(route, { ...answer.output, [stream.member]: {} }, stream.member);
	const frames = answer.stream.map((event) => {
		const [name, held] = Object.entries(event)[0] ?? [];
		const shape = stream.shape.members?.[name ?? ""]?.shape;
		if (shape !== undefined) scriptHolds(route, check(route.service, shape, held, name, "output"));
		return writeEvent(route, event as Record<string, unknown>);
	});
	const { headers } = writeOutput(route, (answer.output ?? {}) as Record<string, unknown>);
	call.status = status;
	exchange.head(status, { ...identity, ...headers, "content-type": "application/vnd.amazon.eventstream" });
	const whole = Buffer.concat(frames);
	const until = Math.min(answer.cutAfter ?? whole.length, answer.hangAfter ?? whole.length);
	for (const piece of piecesOf(whole.subarray(0, until), pieces)) {
		await exchange.write(piece);
		// A turn of the loop between two pieces, or they would travel as one.
		await turn();
	}
	if (answer.cutAfter !== undefined) exchange.cut();
	else if (answer.hangAfter === undefined) exchange.end();
}

/** Errors that the service models do not list per service. */
const usualStatus: Readonly<Record<string, number>> = {
	ExpiredTokenException: 403,
	UnrecognizedClientException: 403,
	InvalidSignatureException: 403,
	AccessDenied: 403,
	AccessDeniedException: 403,
	ExpiredToken: 403,
	InvalidClientTokenId: 403,
	ThrottlingException: 429,
	TooManyRequestsException: 429,
	NoSuchBucket: 404,
	NoSuchKey: 404,
	NotFound: 404,
	ResourceNotFoundException: 404,
	SlowDown: 503,
};

function errorBody(route: Route | null, error: string, message: string): { type: string; body: string } {
	const protocol = route?.service.protocol ?? "rest-json";
	if (protocol === "query" || protocol === "rest-xml")
		return { type: "text/xml", body: xmlError(protocol, error, message) };
	if (protocol === "json")
		return { type: "application/x-amz-json-1.1", body: JSON.stringify({ __type: error, message }) };
	return { type: "application/json", body: JSON.stringify({ message }) };
}

function checkOutput(route: Route, output: object, except?: string): void {
	if (route.operation.output === undefined) return;
	const breaches = check(route.service, route.operation.output, output, "", "output");
	scriptHolds(route, except === undefined ? breaches : breaches.filter((breach) => !breach.includes(`'${except}'`)));
}

function scriptHolds(route: Route, breaches: readonly string[]): void {
	if (breaches.length > 0)
		throw new Error(`the answer to ${route.name} breaks the service model: ${breaches.join("; ")}`);
}
