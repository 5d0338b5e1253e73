import { describe, expect, it } from "vitest";
import { readFailure } from "../../src/aws/failure.ts";

const thrown = (facts: object) => Object.assign(new Error("said"), facts);

describe("readFailure", () => {
	it("takes what is no error: a text, nothing at all", () => {
		expect(readFailure("  gone \n away. ")).toMatchObject({ name: "Error", words: "gone away", status: null });
		expect(readFailure(null).words).toBe("null");
		expect(readFailure({})).toMatchObject({ name: "Error", words: "" });
	});

	it("finds the reason of the network below what HTTP/2 wraps around it", () => {
		const refused = thrown({ code: "ECONNREFUSED" });
		const wrapped = thrown({ code: "ERR_HTTP2_STREAM_CANCEL", cause: refused });
		expect(readFailure(wrapped).name).toBe("ECONNREFUSED");
		const circular = thrown({ code: "EPIPE" });
		Object.assign(circular, { cause: circular });
		expect(readFailure(circular).name).toBe("EPIPE");
	});

	it("does not take the 200 of a stream for the status of the exception in it", () => {
		const metadata = { httpStatusCode: 200, requestId: "r-1" };
		const inStream = thrown({ name: "ModelStreamErrorException", $metadata: metadata });
		expect(readFailure(inStream)).toMatchObject({ status: 424, requestId: "r-1" });
		expect(readFailure(thrown({ name: "NeverHeardOf", $metadata: metadata })).status).toBeNull();
	});

	it.each([
		[{ "Retry-After": "3" }, 3000],
		[{ "retry-after-ms": "250", "retry-after": "9" }, 250],
		[{ "retry-after": "0" }, 0],
		[{ "retry-after": new Date(0).toUTCString() }, 0], // long past
		[{ "retry-after": "soon" }, null],
		[{}, null],
	])("reads how long to wait from %o", (headers, ms) => {
		expect(readFailure(thrown({ $response: { statusCode: 429, headers } })).retryAfterMs).toBe(ms);
	});

	it("reads a date ahead as the time until then", () => {
		const headers = { "retry-after": new Date(Date.now() + 60_000).toUTCString() };
		const { retryAfterMs } = readFailure(thrown({ $response: { headers } }));
		expect(retryAfterMs).toBeGreaterThan(50_000);
		expect(retryAfterMs).toBeLessThanOrEqual(60_000);
	});

	it("keeps AWS's words on one line, and cuts what is endless", () => {
		const { words } = readFailure(new Error(`a\n  b ${"x".repeat(2000)}`));
		expect(words).toMatch(/^a b x+…$/);
		expect(words).toHaveLength(601);
		expect(readFailure({ Message: "in capitals." }).words).toBe("in capitals");
	});
});
