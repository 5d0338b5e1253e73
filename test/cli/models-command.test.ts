import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { expect, test, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { hubServer } from "../local/support/hub-server.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { sha256, someBytes } from "../local/support/wanted.ts";
import { recordingConsole } from "./recording-console.ts";

const home = temporaryHome();
const content = someBytes(300_000);
const name = "hf:someone/some-GGUF/model.gguf";

async function run(...args: string[]) {
	const console = recordingConsole();
	const code = await main(["models", ...args], console);
	return { code, printed: console.printed.join("\n"), complaints: console.complaints.join("\n") };
}

test("list shows sizes, licences and where", async () => {
	const { code, printed } = await run("list");
	expect(code).toBe(0);
	expect(printed).toMatch(/qwen2\.5-coder-1\.5b +language-model +1\.54B +Q4_K_M +1\.12 GB +Apache-2\.0 +no/);
	expect(printed).toContain(`0 B in ${home.path}`);
});

test("pull, list, verify, rm", async () => {
	await using hub = await hubServer(content);
	vi.stubEnv("HF_ENDPOINT", hub.url);
	expect(await run("verify")).toMatchObject({ code: 0, printed: `no models in ${home.path}` });
	expect((await run("pull", name)).printed).toContain("model.gguf (300 kB, Hugging Face hub, someone/some-GGUF)");
	expect((await run("list")).printed).toMatch(/hf:someone\/some-GGUF\/model\.gguf .* 300 kB .* yes/);
	expect((await run("verify")).printed).toContain(`intact, sha256 ${sha256(content)}`);
	expect((await run("rm", name)).printed).toBe(`${name}: removed, 300 kB free again`);
	expect((await run("rm", name)).printed).toBe(`${name}: was not here`);
	expect(await run("verify", name)).toMatchObject({ code: 1, printed: expect.stringContaining("not here. Run:") });
});

test("no network is an error of the run, not of its arguments", async () => {
	expect(await run("pull", name)).toMatchObject({
		code: 1,
		complaints: expect.stringContaining("no source that answers"),
	});
});

test("Ctrl-C stops a download and keeps what arrived", async () => {
	await using hub = await hubServer(content, { pauseMs: 200, pieceBytes: 20_000 });
	const script = new URL("../../src/cli.ts", import.meta.url).pathname;
	const child = spawn(process.execPath, ["--import", "tsx", script, "models", "pull", name], {
		env: { ...process.env, HF_ENDPOINT: hub.url, TOUCHSTONE_HOME: home.path },
		stdio: ["ignore", "ignore", "pipe"],
	});
	let stderr = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		stderr += text;
	});
	await once(child.stderr, "data"); // "downloading model.gguf"
	await vi.waitFor(() => expect(hub.requests.length).toBe(1), 10_000);
	child.kill("SIGINT");
	const [code] = await once(child, "close");
	expect(code).toBe(130);
	expect(stderr).toContain("touchstone: stopped; what was downloaded so far is kept");
	expect(await readdir(join(home.path, "models", "someone--some-GGUF"))).not.toContain("model.gguf");
});
