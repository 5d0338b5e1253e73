import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { type Fake, type FakeOptions, startFake } from "./fake/index.ts";

/** A fake for a file of tests, and the options that make an edge call it. */
export function useFake(options: FakeOptions = {}) {
	let fake: Fake | undefined;
	beforeAll(async () => {
		fake = await startFake(options);
	});
	afterAll(async () => {
		expect(fake?.failures).toEqual([]);
		await fake?.[Symbol.asyncDispose]();
	});
	const running = () => {
		if (fake === undefined) throw new Error("the fake runs inside of tests only");
		return fake;
	};
	return {
		fake: running,
		at: () => ({
			region: "us-east-1",
			endpoint: running().url,
			credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" },
		}),
		/** The input of the last call. */
		sent: () => running().log.at(-1)?.input,
		/** The JSON in the body of the last call, by the member that holds it. */
		body: (member: "body" | "Body") => JSON.parse(Buffer.from(running().log.at(-1)?.input[member]).toString()),
	};
}

/** A scripted answer of InvokeModel. */
export function invoked(body: unknown) {
	return { output: { body: typeof body === "string" ? body : JSON.stringify(body), contentType: "application/json" } };
}

/** Closes what a test opened. */
export function closing<T extends Partial<AsyncDisposable>>(opened: T): T {
	onTestFinished(() => opened[Symbol.asyncDispose]?.());
	return opened;
}
