import { expect, it } from "vitest";
import { DataError, errorRecord, ModelError, OutputError, throwIfAborted } from "../../src/core/errors.ts";

it("keeps the facts of our own errors, as JSON", () => {
	const error = new OutputError("no", { step: "s", issues: ["a"], text: "junk", repairs: 2 });
	expect(errorRecord(error)).toEqual({
		code: "output",
		name: "OutputError",
		message: "no",
		facts: { step: "s", issues: ["a"], text: "junk", repairs: 2 },
	});
	expect(errorRecord(new ModelError("down", { model: "m", retryable: true })).facts).toMatchObject({ model: "m" });
});

it("keeps name and message alone of other errors: no keys, no cycles", () => {
	const foreign = Object.assign(new TypeError("refused"), { request: { headers: { authorization: "secret" } } });
	expect(errorRecord(foreign)).toEqual({ code: "unknown", name: "TypeError", message: "refused", facts: {} });
	expect(errorRecord("only words")).toEqual({ code: "unknown", name: "Error", message: "only words", facts: {} });
	expect(errorRecord(undefined).message).toBe("undefined");
});

it("leaves out what has no JSON, even of our own", () => {
	const cycle: Record<string, unknown> = {};
	cycle.self = cycle;
	const error = Object.assign(new DataError("bad", { row: 3 }), { cycle, big: 10n, call: () => 1, none: undefined });
	expect(errorRecord(error).facts).toEqual({ row: 3 });
});

it("tells a stop from a time limit", () => {
	const aborted = (reason?: unknown) => () => throwIfAborted(AbortSignal.abort(reason));
	expect(aborted()).toThrow("stopped by the reader");
	expect(aborted(new DOMException("late", "TimeoutError"))).toThrow("out of time");
	expect(aborted(new DataError("mine"))).toThrow("mine");
	expect(() => throwIfAborted(new AbortController().signal)).not.toThrow();
});
