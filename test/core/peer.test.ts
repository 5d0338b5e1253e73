import { describe, expect, it } from "vitest";
import { MissingDependencyError } from "../../src/core/errors.ts";
import { loadPeer } from "../../src/core/peer.ts";

const name = "@some/peer";
const notFound = (message: string) => Object.assign(new Error(message), { code: "ERR_MODULE_NOT_FOUND" });

describe("loadPeer", () => {
	it("gives what was loaded, once per call", async () => {
		let calls = 0;
		const loaded = { draw: 1 };
		const load = async () => {
			calls++;
			return loaded;
		};
		expect(await loadPeer(name, "drawing", load)).toBe(loaded);
		expect(calls).toBe(1);
	});

	// as Node 20 and Deno 2.9.5 say it
	it.each([
		"Cannot find package '@some/peer' imported from /app/node_modules/touchstone/dist/index.js",
		'Import "@some/peer" not a dependency\n    at file:///app/main.ts:1:20',
		"Could not find package '@some/peer' from referrer 'file:///app/node_modules/touchstone/dist/index.js'.",
		'Could not resolve "@some/peer", but found it in a package.json. Deno expects the node_modules/ directory to be up to date.',
		"Cannot find module '/app/node_modules/@some/peer/dist/main.js' imported from /app/main.js",
	])("gives the install line for: %s", async (message) => {
		const cause = notFound(message);
		const error = await loadPeer(name, "drawing", () => Promise.reject(cause)).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(MissingDependencyError);
		expect(error).toMatchObject({
			code: "missing-dependency",
			dependency: name,
			message: "drawing needs the package @some/peer, which is not installed. Run: npm install @some/peer",
			cause,
		});
	});

	it.each([
		notFound("Cannot find package 'left-out' imported from /app/node_modules/@some/peer/dist/main.js"),
		notFound("Cannot find package '@some/peer-types' imported from /app/main.js"),
		new Error("Cannot find '@some/peer' configuration"),
		new SyntaxError("Unexpected token in @some/peer"),
		"not even an error",
	])("leaves other failures alone: %s", async (failure) => {
		await expect(loadPeer(name, "drawing", () => Promise.reject(failure))).rejects.toBe(failure);
	});
});
