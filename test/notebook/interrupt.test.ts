import process from "node:process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isAbort } from "../../src/core/errors.ts";
import { installInterrupt, withInterrupt } from "../../src/notebook/interrupt.ts";

const listeners = () => process.listenerCount("SIGINT");

describe("withInterrupt", () => {
	it("aborts the work on an interrupt and leaves no listener behind", async () => {
		const before = listeners();
		const work = withInterrupt(undefined, async (signal) => {
			process.emit("SIGINT");
			expect(listeners()).toBe(before); // a second Ctrl-C quits
			return signal.aborted && isAbort(signal.reason);
		});
		expect(await work).toBe(true);
		expect(listeners()).toBe(before);
	});

	it("passes the caller's own abort on, also one that came before", async () => {
		const controller = new AbortController();
		const during = withInterrupt(controller.signal, async (signal) => {
			controller.abort(new Error("mine"));
			return signal.reason;
		});
		expect(await during).toEqual(new Error("mine"));
		expect(await withInterrupt(controller.signal, async (signal) => signal.aborted)).toBe(true);
	});

	it("leaves no listener behind when the work throws", async () => {
		const before = listeners();
		const failing = withInterrupt(undefined, async () => {
			throw new Error("broken");
		});
		await expect(failing).rejects.toThrow("broken");
		expect(listeners()).toBe(before);
	});

	it("stops all that is under way", async () => {
		const wait = () => withInterrupt(undefined, (signal) => new Promise((go) => signal.addEventListener("abort", go)));
		const both = Promise.all([wait(), wait()]);
		process.emit("SIGINT");
		expect(await both).toHaveLength(2);
	});
});

describe("installInterrupt", () => {
	afterEach(() => {
		vi.unstubAllGlobals();
		vi.restoreAllMocks();
	});

	it("does nothing outside a kernel, where Ctrl-C must go on to quit", () => {
		const before = listeners();
		installInterrupt();
		expect(listeners()).toBe(before);
	});

	it("listens once in a kernel, and says so when nothing of ours runs", async () => {
		const before = new Set(process.listeners("SIGINT"));
		const said = vi.spyOn(console, "error").mockImplementation(() => {});
		vi.stubGlobal("Deno", { jupyter: {} });
		installInterrupt();
		installInterrupt();
		const added = process.listeners("SIGINT").filter((listener) => !before.has(listener));
		expect(added).toHaveLength(1);
		for (const listener of added) listener("SIGINT");
		expect(said).toHaveBeenCalledOnce();
		await withInterrupt(undefined, async () => process.emit("SIGINT"));
		for (const listener of added) process.off("SIGINT", listener);
	});
});
