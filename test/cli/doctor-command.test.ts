import { describe, expect, it, vi } from "vitest";
import type { Instruments } from "../../src/cli/doctor.ts";
import { doctorCommand } from "../../src/cli/doctor-command.ts";
import { machineInstruments } from "../../src/cli/instruments.ts";
import { AbortedError, ConfigError } from "../../src/core/errors.ts";
import { recordingConsole } from "./recording-console.ts";

vi.mock("../../src/cli/instruments.ts", () => ({ machineInstruments: vi.fn() }));

const machine: Instruments = {
	nodeVersion: "20.11.0",
	denoVersion: null,
	run: async (command) => (command === "deno" ? "deno 2.9.5" : "  deno  /share/deno\n"),
	jupyters: ["jupyter"],
	findPip: async () => "Python 3.11.7, pip 23.2.1",
	peers: [],
	listModels: async () => [{ name: "tiny", state: "ready", bytes: 10 }],
	cacheFolder: "/cache",
	tryToWrite: async () => {},
	freeBytes: async () => 5e9,
	threads: 2,
	memoryBytes: 8e9,
};

async function run(args: readonly string[], changes: Partial<Instruments> = {}) {
	vi.mocked(machineInstruments).mockReturnValue({ ...machine, ...changes });
	const console = recordingConsole();
	const code = await doctorCommand.run(args, { console, signal: new AbortController().signal });
	return { code, text: console.printed.join("\n") };
}

describe("touchstone doctor", () => {
	it("marks what is well, and ends with 0", async () => {
		const { code, text } = await run([]);
		expect(code).toBe(0);
		expect(text.split("\n")).toEqual([
			"✓ Runtime: Node 20.11.0",
			"✓ Deno: 2.9.5",
			"✓ Python: Python 3.11.7, pip 23.2.1",
			"✓ Jupyter: JupyterLab with the Deno kernel (jupyter)",
			"✓ Models: tiny on this disk",
			"✓ Disk: 5.00 GB free in /cache",
			"✓ Machine: 2 threads, 8.00 GB of memory",
			"",
			"7 ok, 0 missing but optional, 0 to mend",
		]);
	});

	it("gives a remedy below what is missing, which is no failure", async () => {
		const { code, text } = await run([], { listModels: async () => [{ name: "tiny", state: "absent", bytes: 10 }] });
		expect(code).toBe(0);
		expect(text).toMatch(
			/– Models: none on this disk .+\n {4}To fetch one now, run: npx touchstone models pull tiny\n/,
		);
		expect(text).toContain("6 ok, 1 missing but optional, 0 to mend");
	});

	it("ends with 1 when touchstone cannot work", async () => {
		const { code, text } = await run([], { nodeVersion: "18.19.0" });
		expect(code).toBe(1);
		expect(text).toContain("✗ Runtime: Node 18.19.0\n    Install Node 20 or later\n");
		expect(text).toContain("6 ok, 0 missing but optional, 1 to mend");
	});

	it("helps without looking, and takes no argument", async () => {
		expect(await run(["--help"])).toMatchObject({
			code: 0,
			text: expect.stringContaining("Usage: npx touchstone doctor"),
		});
		await expect(run(["now"])).rejects.toBeInstanceOf(ConfigError);
		await expect(run(["--quick"])).rejects.toBeInstanceOf(ConfigError);
	});

	it("looks with the signal of Ctrl-C", async () => {
		const stop = new AbortController();
		vi.mocked(machineInstruments).mockImplementation((signal) => {
			expect(signal).toBe(stop.signal);
			return machine;
		});
		await doctorCommand.run([], { console: recordingConsole(), signal: stop.signal });
		expect.assertions(1);
	});

	it("finds nothing missing when it is stopped while looking", async () => {
		const stop = new AbortController();
		const cutShort = async (): Promise<never> => {
			stop.abort();
			throw new AbortedError();
		};
		vi.mocked(machineInstruments).mockReturnValue({ ...machine, run: cutShort });
		const console = recordingConsole();
		await expect(doctorCommand.run([], { console, signal: stop.signal })).rejects.toBeInstanceOf(AbortedError);
		expect(console.printed).toEqual([]);
	});
});
