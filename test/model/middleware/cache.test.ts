import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cache } from "../../../src/model/middleware/cache.ts";
import { textOf } from "../../../src/model/model.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { wrap } from "../../../src/model/wrap.ts";
import { ask, testContext } from "../context.ts";

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "touchstone-cache-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function entries(): Promise<string[]> {
	const names = await readdir(folder, { recursive: true });
	return names.filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
}

describe("hits and misses", () => {
	test("the second call, from a new cache on the same folder, is a hit that keeps usage and latency", async () => {
		const model = scripted([{ content: [{ type: "text", text: "yes" }], latencyMs: 321, raw: { secret: 1 } }]);
		const first = await wrap(model, cache({ folder })).generate(ask("x"), testContext());
		const second = await wrap(model, cache({ folder })).generate(ask("x"), testContext());
		const { raw, ...kept } = first;
		expect(raw).toEqual({ secret: 1 });
		expect(second).toEqual({ ...kept, cached: true });
		expect(model.calls).toBe(1);
	});

	test("samples, requests and models are kept apart", async () => {
		const one = scripted((_request, index) => `answer ${index}`, { identity: "one" });
		const other = scripted((_request, index) => `other ${index}`, { identity: "other" });
		const layer = cache({ folder });
		const texts: string[] = [];
		for (const model of [one, other]) {
			for (const request of [ask("x"), ask("x", { sample: 1 }), ask("y"), ask("x", { sample: 0 })]) {
				texts.push(textOf((await wrap(model, layer).generate(request, testContext())).content));
			}
		}
		expect(texts).toEqual(["answer 0", "answer 1", "answer 2", "answer 0", "other 0", "other 1", "other 2", "other 0"]);
	});

	test("failures and blocked answers are asked again; cut ones are kept", async () => {
		const model = scripted([
			new Error("down"),
			{ content: [], finish: "blocked" },
			{ content: [{ type: "text", text: "cut" }], finish: "length" },
		]);
		const cached = wrap(model, cache({ folder }));
		await expect(cached.generate(ask("x"), testContext())).rejects.toThrow("down");
		expect((await cached.generate(ask("x"), testContext())).finish).toBe("blocked");
		expect((await cached.generate(ask("x"), testContext())).cached).toBeUndefined();
		expect(await cached.generate(ask("x"), testContext())).toMatchObject({ finish: "length", cached: true });
	});

	test("identical calls under way are one call, and an abort takes only its own caller", async () => {
		const model = scripted(["slow"], { latencyMs: 30 });
		const cached = wrap(model, cache({ folder }));
		const stop = new AbortController();
		const leaver = cached.generate(ask("x"), testContext({ signal: stop.signal }));
		const deltas: string[] = [];
		const stayer = cached.generate(ask("x"), testContext({ onDelta: (text) => deltas.push(text) }));
		stop.abort();
		await expect(leaver).rejects.toMatchObject({ code: "abort" });
		expect(await stayer).toMatchObject({ cached: true, content: [{ text: "slow" }] });
		expect(deltas).toEqual(["slow"]);
		expect(model.calls).toBe(1);
	});

	test("in memory nothing is written", async () => {
		const model = scripted(["yes"]);
		const cached = wrap(model, cache({ folder: null }));
		await cached.generate(ask("x"), testContext());
		expect((await cached.generate(ask("x"), testContext())).cached).toBe(true);
		expect(await readdir(folder)).toEqual([]);
	});
});

describe("a damaged folder", () => {
	test("an entry cut at any byte is a miss and is replaced", async () => {
		await wrap(scripted(["whole"], { identity: "m" }), cache({ folder })).generate(ask("x"), testContext());
		const [path = ""] = await entries();
		const whole = await readFile(path);
		for (let length = 0; length < whole.length - 1; length++) {
			await writeFile(path, whole.subarray(0, length));
			const model = scripted(["whole"], { identity: "m" });
			const response = await wrap(model, cache({ folder })).generate(ask("x"), testContext());
			expect([length, textOf(response.content), model.calls]).toEqual([length, "whole", 1]);
			expect(await readFile(path, "utf8")).toBe(whole.toString());
		}
	});

	test("a flipped bit anywhere never changes an answer", async () => {
		await wrap(scripted(["whole"], { identity: "m" }), cache({ folder })).generate(ask("x"), testContext());
		const [path = ""] = await entries();
		const whole = await readFile(path);
		for (let at = 0; at < whole.length - 1; at++) {
			const bent = Buffer.from(whole);
			bent[at] = (bent[at] ?? 0) ^ 1;
			await writeFile(path, bent);
			const response = await wrap(scripted(["whole"], { identity: "m" }), cache({ folder })).generate(
				ask("x"),
				testContext(),
			);
			expect([at, textOf(response.content)]).toEqual([at, "whole"]);
		}
	});

	test("a folder that cannot be made is said once, and the run goes on", async () => {
		const file = join(folder, "a-file");
		await writeFile(file, "");
		const said: string[] = [];
		const cached = wrap(scripted(["a", "b"]), cache({ folder: join(file, "below") }));
		for (const text of ["x", "y"]) {
			await cached.generate(ask(text), testContext({ onStatus: (status) => said.push(status) }));
		}
		expect(said).toHaveLength(1);
		expect(said[0]).toMatch(/^cache: could not write \(ENOTDIR.*\), going on without$/);
	});
});

describe("other processes", { timeout: 60_000 }, () => {
	const program = fileURLToPath(new URL("cache-process.ts", import.meta.url));
	const start = (name: string) =>
		spawn(process.execPath, ["--import", "tsx", program, folder, name], { stdio: ["ignore", "pipe", "inherit"] });
	const output = async (child: ChildProcess) => {
		let text = "";
		child.stdout?.on("data", (data: Buffer) => {
			text += data.toString();
		});
		await once(child, "close");
		return text;
	};

	test("two processes share a folder: both finish, and a third makes no call", async () => {
		const both = await Promise.all([output(start("a")), output(start("b"))]);
		for (const text of both) expect(text).toMatch(/^done, 200 right, \d+ calls\n$/);
		expect(await output(start("c"))).toBe("done, 200 right, 0 calls\n");
	});

	test("a process killed while it writes leaves only whole entries", async () => {
		for (const waitMs of [0, 25]) {
			const child = start("killed");
			const closed = once(child, "close");
			while ((await entries()).length === 0) await new Promise((go) => setTimeout(go, 5));
			await new Promise((go) => setTimeout(go, waitMs));
			child.kill("SIGKILL");
			await closed;
			expect(await output(start("after"))).toMatch(/^done, 200 right, /);
			await rm(folder, { recursive: true });
			await mkdir(folder);
		}
	});
});
