import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { startFake } from "./index.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const deno = `${root}node_modules/deno/deno`;

// What a notebook's kernel grants, and no more.
const permissions = ["--allow-net", "--allow-env", "--allow-read", "--allow-sys"];
const expected = ["echo: hello", "echo: hello", "ValidationException", "kept"];

async function check(...url: string[]) {
	const { stdout } = await run(deno, ["run", ...permissions, "test/aws/fake/deno-check.ts", ...url], { cwd: root });
	return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

describe.skipIf(!existsSync(deno))("AWS's clients on Deno (skipped where the deno package is not installed)", () => {
	it("reach a fake in the same process, over HTTP/2 and HTTP/1.1", async () => {
		expect(await check()).toEqual({ found: expected, protocols: ["h2", "h2", "h2", "h1", "h1"], failures: [] });
	});

	it("reach a fake on Node", async () => {
		const fake = await startFake();
		expect((await check(fake.url)).found).toEqual(expected);
		expect(fake.log.map((call) => call.protocol)).toEqual(["h2", "h2", "h2", "h1", "h1"]);
		expect(fake.failures).toEqual([]);
		await fake[Symbol.asyncDispose]();
	});
});
