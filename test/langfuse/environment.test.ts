import { describe, expect, it } from "vitest";
import { fromEnvironment } from "../../src/langfuse/environment.ts";

const keys = { LANGFUSE_PUBLIC_KEY: "pk", LANGFUSE_SECRET_KEY: "sk" };

describe("Langfuse's environment variables", () => {
	it("are read by their present and their older names, the present first", () => {
		const read = (more: Record<string, string>) => fromEnvironment({ ...keys, ...more }).baseUrl;
		expect(read({})).toBeUndefined();
		expect(read({ LANGFUSE_HOST: "http://old" })).toBe("http://old");
		expect(read({ LANGFUSE_HOST: "http://old", LANGFUSE_BASE_URL: "http://new" })).toBe("http://new");
		expect(read({ LANGFUSE_BASEURL: "http://a", LANGFUSE_BASE_URL: "" })).toBe("http://a");
	});

	it("give the time limit in seconds; one that is no number is passed over", () => {
		expect(fromEnvironment({ ...keys, LANGFUSE_TIMEOUT: "5" }).timeoutMs).toBe(5000);
		expect(fromEnvironment({ ...keys, LANGFUSE_TIMEOUT: "soon" }).timeoutMs).toBeUndefined();
		expect(fromEnvironment({ ...keys, LANGFUSE_TRACING_ENVIRONMENT: "ci", LANGFUSE_RELEASE: "1.2" })).toMatchObject({
			environment: "ci",
			release: "1.2",
		});
	});

	it("that are missing are named, with what to do", () => {
		expect(() => fromEnvironment({})).toThrow(/LANGFUSE_SECRET_KEY in the environment, found neither\. Set them/);
		expect(() => fromEnvironment({ LANGFUSE_PUBLIC_KEY: "pk" })).toThrow("found the first alone");
		expect(() => fromEnvironment({ ...keys, LANGFUSE_PUBLIC_KEY: "" })).toThrow("found the second alone");
	});
});
