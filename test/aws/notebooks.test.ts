import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf } from "../../scripts/notebook/code.ts";
import { readNotebook } from "../../scripts/notebook/notebook.ts";
import { denoBinary, root } from "../../scripts/venv.ts";
import { converseAnswer } from "./converse-answer.ts";
import { type Fake, startFake } from "./fake/index.ts";

// The same cells that run on local models, on Bedrock's wire: one module of all code cells, in Deno, as the kernel has it.
describe("a notebook moved to Bedrock by its parameters cell", { timeout: 300_000 }, () => {
	let folder = "";
	beforeAll(() => {
		mkdirSync(join(root, "out"), { recursive: true });
		folder = mkdtempSync(join(root, "out", "bedrock-")); // inside the checkout, so that deno.json is found
		mkdirSync(join(folder, "out"));
		mkdirSync(join(folder, "notebooks"));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	async function runOnFake(name: string, fake: Fake): Promise<{ readonly code: number | null; readonly said: string }> {
		const file = join(folder, "notebooks", `${name}.ts`);
		writeFileSync(file, codeOf(readNotebook(join(root, "notebooks", `${name}.ipynb`))).text);
		const cache = mkdtempSync(join(tmpdir(), "touchstone-"));
		const { TOUCHSTONE_NOTEBOOKS: _, ...rest } = process.env;
		const child = spawn(denoBinary(), ["run", "-A", "--quiet", file], {
			cwd: join(folder, "notebooks"),
			env: { ...rest, ...fake.env, TOUCHSTONE_PLACE: "bedrock", TOUCHSTONE_CACHE: cache, NO_COLOR: "1" },
			stdio: ["ignore", "pipe", "pipe"],
		});
		let said = "";
		for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (said += piece));
		const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
		rmSync(cache, { recursive: true, force: true });
		return { code, said };
	}

	it.each(["01-evaluate-and-compare", "02-migrate-with-prompt-optimization"])("%s runs whole", async (name) => {
		await using fake = await startFake();
		const throttled = { error: "ThrottlingException", message: "Too many requests, please wait before trying again." };
		fake.answer("Converse", throttled, converseAnswer, throttled, converseAnswer); // the last repeats

		const { code, said } = await runOnFake(name, fake);

		expect(said).not.toMatch(/error: Uncaught/);
		expect(code).toBe(0);
		expect(fake.failures).toEqual([]);
		expect(fake.unexpected()).toEqual([]);
		expect(fake.billable()).toEqual([]);
		const calls = fake.log.filter(({ operation }) => operation.startsWith("Converse"));
		expect(calls.filter(({ status }) => status === 429)).toHaveLength(2);
		expect(calls.filter(({ status }) => status === 200).length).toBeGreaterThan(80);
		expect(new Set(calls.map(({ input }) => input.modelId)).size).toBe(2);
		if (name.startsWith("01")) expect(fake.log.some(({ operation }) => operation === "ConverseStream")).toBe(true);
	});
});
