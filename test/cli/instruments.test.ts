import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { machineInstruments } from "../../src/cli/instruments.ts";
import { AbortedError } from "../../src/core/errors.ts";

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "touchstone-instruments-"));
	vi.spyOn(process, "cwd").mockReturnValue(folder);
});
afterEach(async () => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
	await rm(folder, { recursive: true });
});

const machine = () => machineInstruments(new AbortController().signal);

/** A program in a folder of the project that says its own name. */
async function program(...path: string[]): Promise<string> {
	const file = join(folder, ...path);
	await mkdir(join(file, ".."), { recursive: true });
	await writeFile(file, `#!/bin/sh\necho ${path.at(-1)} "$@"\n`);
	await chmod(file, 0o755);
	return file;
}

describe("machineInstruments", () => {
	it("says what this process runs on", () => {
		const { nodeVersion, denoVersion, threads, memoryBytes } = machine();
		expect([nodeVersion, denoVersion]).toEqual([process.versions.node, null]);
		expect(threads).toBeGreaterThanOrEqual(1);
		expect(memoryBytes).toBeGreaterThan(1e8);
	});

	it("knows each optional peer of the package, and what it is for", () => {
		const { peers } = machine();
		expect(peers.map(({ name }) => name).sort()).toEqual(Object.keys(manifest.peerDependencies).sort());
		for (const { purpose } of peers) expect(purpose).toMatch(/\w/);
	});

	it.each(["linkedom", "@huggingface/tokenizers"])(
		"loads the package that the peer %s is named after",
		async (name) => {
			const peer = machine().peers.find((each) => each.name === name);
			const loaded = (await peer?.load()) as object;
			expect(Object.keys(loaded)).toEqual(Object.keys(await import(name)));
		},
	);

	it("writes in the cache folder, made for it, and leaves nothing behind", async () => {
		const cache = join(folder, "new", "cache");
		await machine().tryToWrite(cache);
		expect(await readdir(cache)).toEqual([]);
		const file = await program("a-file");
		await expect(machine().tryToWrite(join(file, "below"))).rejects.toThrow();
	});

	it("finds room on the disk, and the cache folder that the environment names", async () => {
		expect(await machine().freeBytes(folder)).toBeGreaterThan(0);
		vi.stubEnv("TOUCHSTONE_HOME", folder);
		expect(machine().cacheFolder).toBe(folder);
		expect((await machine().listModels()).map(({ state }) => state)).not.toContain("ready");
	});
});

describe.skipIf(process.platform === "win32")("programs", () => {
	it("of the project's npm packages are found when the path has none", async () => {
		await program("node_modules", ".bin", "touchstone-test-tool");
		expect(await machine().run("touchstone-test-tool", ["a", "b"])).toBe("touchstone-test-tool a b\n");
		await expect(machine().run("touchstone-no-such-tool", [])).rejects.toMatchObject({ code: "ENOENT" });
	});

	it("of the path come first", async () => {
		await program("node_modules", ".bin", "touchstone-test-tool");
		const first = await program("first", "touchstone-test-tool");
		await writeFile(first, "#!/bin/sh\necho first\n");
		vi.stubEnv("PATH", `${join(folder, "first")}:${process.env.PATH}`);
		expect(await machine().run("touchstone-test-tool", [])).toBe("first\n");
	});

	it("of Jupyter are looked for on the path, then in the project's Python environment", async () => {
		const own = await program(".venv", "bin", "jupyter");
		expect(machine().jupyters).toEqual(["jupyter", own]);
		expect(await machine().run(own, ["lab"])).toBe("jupyter lab\n");
		vi.stubEnv("TOUCHSTONE_VENV", join(folder, "elsewhere"));
		expect(machine().jupyters).toEqual(["jupyter", join(folder, "elsewhere", "bin", "jupyter")]);
	});

	it("are not started after a stop", async () => {
		const own = await program(".venv", "bin", "jupyter");
		await expect(machineInstruments(AbortSignal.abort()).run(own, [])).rejects.toBeInstanceOf(AbortedError);
	});
});
