import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConfigError, DataError, ModelError } from "../../src/core/errors.ts";
import { textOf } from "../../src/model/model.ts";
import { recorded } from "../../src/model/recorded.ts";
import { type ScriptedOptions, scripted } from "../../src/model/scripted.ts";
import { ask, testContext } from "./context.ts";

let folder = "";
let tape = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "touchstone-tape-"));
	tape = join(folder, "tapes", "model.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const echo = (options: ScriptedOptions = {}) =>
	scripted((request) => `said ${textOf(request.messages[0]?.content ?? [])}`, {
		id: "echo",
		identity: "e1",
		...options,
	});

async function record(texts: readonly string[]): Promise<void> {
	const model = recorded(tape, { model: echo() });
	await Promise.all(texts.map((text) => model.generate(ask(text), testContext())));
	await model[Symbol.asyncDispose]?.();
}

describe("recording and replaying", () => {
	test("a strict replay needs no model: same answers, usage and latency, and the model's own facts", async () => {
		const price = { input: 1, output: 2, source: "made up", date: "2026-01-01" };
		const live = { ...echo({ price, can: { json: false }, latencyMs: 3 }), facts: { threads: 2 } };
		const first = await recorded(tape, { model: live }).generate(ask("a"), testContext());
		const replay = recorded(tape);
		expect(replay).toMatchObject({ id: "echo", identity: "e1", can: { json: false }, price, facts: { threads: 2 } });
		const deltas: string[] = [];
		const second = await replay.generate(ask("a"), testContext({ onDelta: (text) => deltas.push(text) }));
		expect(second).toEqual({ ...first, cached: true });
		expect(second.latencyMs).toBe(3);
		expect(deltas).toEqual(["said a"]);
	});

	test("with a model behind it only what is missing is asked", async () => {
		await record(["a", "b"]);
		const live = echo();
		const model = recorded(tape, { model: live });
		for (const text of ["a", "c", "b", "c"]) await model.generate(ask(text), testContext());
		expect(live.requests).toEqual([ask("c")]);
	});

	test("identical calls under way are one call and one line", async () => {
		const live = echo({ latencyMs: 5 });
		const model = recorded(tape, { model: live });
		const both = await Promise.all([1, 2].map(() => model.generate(ask("a"), testContext())));
		expect(both.map((response) => response.cached ?? false)).toEqual([false, true]);
		expect(live.calls).toBe(1);
		expect((await readFile(tape, "utf8")).trim().split("\n")).toHaveLength(2);
	});

	test("failures are not recorded", async () => {
		const model = recorded(tape, { model: scripted([new Error("down"), "up"]) });
		await expect(model.generate(ask("a"), testContext())).rejects.toThrow("down");
		expect(textOf((await model.generate(ask("a"), testContext())).content)).toBe("up");
	});

	test("the order of the calls does not change the file; neither the provider's object nor a flag is in it", async () => {
		await record(["a", "b", "c", "d", "e"]);
		const one = await readFile(tape, "utf8");
		await rm(tape);
		await record(["e", "c", "a"]);
		await record(["d", "b"]);
		expect(await readFile(tape, "utf8")).toBe(one);
		const [header, ...records] = one
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(header).toMatchObject({ tape: 1, id: "echo", identity: "e1" });
		const keys = records.map((line) => line.key);
		expect(keys).toEqual([...keys].sort());
		expect(Object.keys(records[0])).toEqual(["key", "request", "response"]);
		expect(Object.keys(records[0].response).sort()).toEqual(["content", "finish", "latencyMs", "usage"]);
	});

	test("an identity of one's own stands in the tape, and makes the key", async () => {
		const model = recorded(tape, { model: echo({ identity: "file:/home/me/model.gguf" }), identity: "sha256:ab" });
		await model.generate(ask("a"), testContext());
		expect(await readFile(tape, "utf8")).not.toContain("/home/me");
		expect(recorded(tape).identity).toBe("sha256:ab");
		await recorded(tape, { identity: "sha256:ab" }).generate(ask("a"), testContext());
		expect(() => recorded(tape, { identity: "sha256:cd" })).toThrow(ConfigError);
	});
});

describe("what is refused", () => {
	test("a strict miss shows how the nearest recorded request differs", async () => {
		const model = recorded(tape, { model: echo() });
		for (const text of ["Is this shoe red?", "Name a town."]) {
			await model.generate(ask(text, { temperature: 0 }), testContext());
		}
		const error = await recorded(tape)
			.generate(ask("Is this shoe blue?", { temperature: 0.5 }), testContext())
			.catch((e: unknown) => e);
		expect(error).toBeInstanceOf(ModelError);
		expect(error).toMatchObject({ model: "echo", retryable: false, systemic: true });
		const lines = String(error).split("\n");
		expect(lines.slice(1)).toEqual([
			'  messages[0].content[0].text at character 14: "Is this shoe red?" → "Is this shoe blue?"',
			"  temperature: 0 → 0.5",
			"Record it with the model behind the tape: recorded(path, { model }).",
		]);
	});

	test("strict with a model never asks it", async () => {
		await record(["a"]);
		const live = echo();
		const model = recorded(tape, { model: live, strict: true });
		await model.generate(ask("a"), testContext());
		await expect(model.generate(ask("b"), testContext())).rejects.toThrow(ModelError);
		expect(live.calls).toBe(0);
	});

	test("no tape and no model, another model's tape, another kind of file", async () => {
		expect(() => recorded(tape)).toThrow("found none. Record one: recorded(path, { model }).");
		expect(() => recorded(tape, { strict: true, model: echo() })).toThrow(ConfigError);
		await record(["a"]);
		const other = recorded(tape, { model: echo({ identity: "e2" }) });
		await expect(other.generate(ask("a"), testContext())).rejects.toThrow("to be of e2, found e1");
		await writeFile(tape, "query,product\n1,2\n");
		expect(() => recorded(tape)).toThrow(DataError);
	});

	test("a merge mark in the middle is a DataError with its line, and a mended file is read again", async () => {
		await record(["a", "b"]);
		const text = await readFile(tape, "utf8");
		const lines = text.split("\n");
		await writeFile(tape, [lines[0], "<<<<<<< ours", ...lines.slice(1)].join("\n"));
		const model = recorded(tape);
		await expect(model.generate(ask("a"), testContext())).rejects.toMatchObject({ code: "data", row: 2 });
		await writeFile(tape, text);
		expect((await model.generate(ask("a"), testContext())).cached).toBe(true);
	});
});

describe("a tape cut short", () => {
	test("at any byte: what is whole is replayed, a half line is told, left out and recorded anew", async () => {
		await record(["a", "b"]);
		const whole = await readFile(tape, "utf8");
		for (let length = whole.length - 1; length >= 0; length -= 7) {
			await writeFile(tape, whole.slice(0, length));
			const cut = length > 0 && whole[length - 1] !== "\n" && whole[length] !== "\n";
			const said: string[] = [];
			const live = echo();
			const model = recorded(tape, { model: live });
			for (const text of ["a", "b"]) {
				const response = await model.generate(ask(text), testContext({ onStatus: (status) => said.push(status) }));
				expect(textOf(response.content)).toBe(`said ${text}`);
			}
			await model[Symbol.asyncDispose]?.();
			expect([length, said.length]).toEqual([length, cut ? 1 : 0]);
			expect([length, await readFile(tape, "utf8")]).toEqual([length, whole]);
		}
	});

	test("a strict replay reads the whole lines and leaves the file alone", async () => {
		await record(["a", "b"]);
		const { size } = await stat(tape);
		await truncate(tape, size - 10);
		const answers = await Promise.allSettled(
			["a", "b"].map((text) => recorded(tape).generate(ask(text), testContext())),
		);
		expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
		expect((await stat(tape)).size).toBe(size - 10);
	});

	test("a recording that is killed keeps all answers but the one being written", { timeout: 60_000 }, async () => {
		const program = fileURLToPath(new URL("recorded-process.ts", import.meta.url));
		const start = () =>
			spawn(process.execPath, ["--import", "tsx", program, tape], { stdio: ["ignore", "pipe", "inherit"] });
		const child = start();
		const closed = once(child, "close");
		let told = 0;
		for await (const chunk of child.stdout) {
			told += String(chunk).split("\n").length - 1;
			if (told >= 20) child.kill("SIGKILL");
		}
		await closed;
		const kept = (await readFile(tape, "utf8")).split("\n").length - 2; // header, and what follows the last line end
		expect(kept).toBeGreaterThanOrEqual(20);
		expect(kept).toBeLessThan(5000);
		const again = start();
		again.stdout.resume();
		setTimeout(() => again.kill("SIGKILL"), 700);
		await once(again, "close");
		const replay = recorded(tape);
		for (let i = 0; i < 20; i++) expect((await replay.generate(ask(`question ${i}`), testContext())).cached).toBe(true);
	});
});
