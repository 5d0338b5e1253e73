import process from "node:process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { jupyter, show, where } from "../../src/notebook/environment.ts";
import { table } from "../../src/view/table.ts";

afterEach(() => {
	vi.unstubAllEnvs();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

const one = table({ columns: [{ key: "n", label: "N" }], rows: [{ n: 1 }] });

describe("where", () => {
	it("tells CI, a terminal and neither apart", () => {
		const tty = process.stderr.isTTY;
		vi.stubEnv("CI", "true");
		expect(where()).toBe("ci");
		vi.stubEnv("CI", "");
		process.stderr.isTTY = true;
		expect(where()).toBe("terminal");
		process.stderr.isTTY = false;
		expect(where()).toBe("quiet");
		process.stderr.isTTY = tty;
	});

	it("is not misled by Deno outside a kernel, where reading Deno.jupyter throws", () => {
		const outside = Object.defineProperty({}, "jupyter", {
			get() {
				throw new Error("Deno.jupyter is only available in a kernel");
			},
		});
		vi.stubGlobal("Deno", outside);
		expect(jupyter()).toBeUndefined();
		expect(where()).not.toBe("jupyter");
	});

	it("knows a kernel, in CI too", () => {
		vi.stubEnv("CI", "true");
		vi.stubGlobal("Deno", { jupyter: {} });
		expect(where()).toBe("jupyter");
	});
});

describe("show", () => {
	it("gives a kernel the raw bundle", async () => {
		const display = vi.fn(async () => {});
		vi.stubGlobal("Deno", { jupyter: { display } });
		await show(one);
		expect(display).toHaveBeenCalledWith({ "text/plain": one.text, "text/html": one.html }, { raw: true });
	});

	it("prints elsewhere", async () => {
		const log = vi.spyOn(console, "log").mockImplementation(() => {});
		await show(one);
		expect(log).toHaveBeenCalledWith("N\n─\n1");
	});
});
