import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { withFileLock } from "../../src/core/file-lock.ts";
import { hubServer } from "../local/support/hub-server.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { hubSource, sha256, someBytes, tinyEntry } from "../local/support/wanted.ts";

const home = temporaryHome();
const content = someBytes(300_000);

function fetchInAProcess(hubUrl: string) {
	const script = new URL("../local/support/fetch-in-a-process.ts", import.meta.url).pathname;
	const entry = JSON.stringify(tinyEntry(content, [hubSource]));
	const child = spawn(process.execPath, ["--import", "tsx", script, entry], {
		env: { ...process.env, HF_ENDPOINT: hubUrl, TOUCHSTONE_HOME: home.path },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let stdout = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		stdout += text;
	});
	return { child, result: once(child, "close").then(() => JSON.parse(stdout)) };
}

test("two processes that want one file: one downloads, the other waits and finds it there", async () => {
	await using hub = await hubServer(content, { pauseMs: 200, pieceBytes: 50_000 });
	const first = fetchInAProcess(hub.url);
	await once(first.child.stderr, "data");
	const second = await fetchInAProcess(hub.url).result;
	expect(hub.requests).toEqual(["whole"]);
	expect(second).toMatchObject({ sha256: sha256(content), phases: ["wait"] });
	expect((await first.result).phases).toEqual(["download", "verify"]);
});

test("a process killed in the middle leaves its lock and its bytes; the next takes both", async () => {
	await using hub = await hubServer(content, { pauseMs: 100, pieceBytes: 50_000 });
	const first = fetchInAProcess(hub.url);
	first.result.catch(() => {}); // it prints nothing
	await once(first.child.stderr, "data");
	first.child.kill("SIGKILL");
	await once(first.child, "close");
	expect((await readdir(join(home.path, "models", "tiny"))).sort()).toEqual(["tiny.gguf.lock", "tiny.gguf.partial"]);
	const second = await fetchInAProcess(hub.url).result;
	expect(second.sha256).toBe(sha256(content));
	expect(hub.requests[1]).toMatch(/^bytes=\d+-$/);
	expect((await readdir(join(home.path, "models", "tiny"))).sort()).toEqual(["tiny.gguf", "tiny.gguf.json"]);
});

test("work in one process takes turns too, and a failure hands the lock on", async () => {
	const path = join(home.path, "turns.lock");
	let inside = 0;
	const work = async (fails: boolean) => {
		inside++;
		expect(inside).toBe(1);
		await new Promise((done) => setTimeout(done, 5));
		inside--;
		if (fails) throw new Error("failed");
	};
	const all = [true, false, false, true].map((fails) => withFileLock(path, {}, () => work(fails)));
	const settled = await Promise.allSettled(all);
	expect(settled.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "rejected"]);
	expect(await readdir(home.path)).toEqual([]);
});

test("of many waiters on a dead process's lock, one at a time gets it", async () => {
	const path = join(home.path, "stale.lock");
	const { pid } = spawnSync(process.execPath, ["--version"]); // ended, so dead
	await writeFile(path, JSON.stringify({ pid, host: hostname() }));
	let inside = 0;
	let most = 0;
	await Promise.all(
		Array.from({ length: 6 }, () =>
			withFileLock(path, {}, async () => {
				most = Math.max(most, ++inside);
				await new Promise((done) => setTimeout(done, 5));
				inside--;
			}),
		),
	);
	expect(most).toBe(1);
});

test("a lock of another machine is respected until it falls silent", async () => {
	const path = join(home.path, "far.lock");
	await mkdir(home.path, { recursive: true });
	await writeFile(path, JSON.stringify({ pid: 1, host: "another" }));
	const stop = new AbortController();
	const waiting = withFileLock(path, { signal: stop.signal, onWait: () => stop.abort() }, async () => "got it");
	await expect(waiting).rejects.toMatchObject({ code: "abort" });
	const longAgo = new Date(Date.now() - 60_000);
	await utimes(path, longAgo, longAgo);
	expect(await withFileLock(path, {}, async () => "got it")).toBe("got it");
});
