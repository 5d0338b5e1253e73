import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { random } from "../../src/core/random.ts";
import type { Budget } from "../../src/model/middleware/budget.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import type { Optimizer } from "../../src/optimize/optimizer.ts";
import { budgets, resumable, settings } from "./resumable.ts";
import { outcomeOf } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-resume-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const optimizers: readonly (readonly [string, Optimizer])[] = [
	["mipro", mipro(settings)],
	["bootstrap", bootstrap({ maxBootstrappedDemos: 2, maxLabeledDemos: 2 })],
];
const kinds = Object.entries(budgets) as [string, Budget][];
/** Calls that are in a file. */
const recorded = (path: string) => readFileSync(path, "utf8").match(/^\{"call":/gm)?.length ?? 0;

describe.each(optimizers)("%s", (name, optimizer) => {
	const whole = new Map<string, ReturnType<typeof resumable>>();
	const uninterrupted = (kind: string, budget: Budget) => {
		const known = whole.get(kind);
		if (known !== undefined) return known;
		const made = resumable(optimizer, { budget, seed: 1, runFile: join(folder, `${name}-${kind}.jsonl`) });
		whole.set(kind, made);
		return made;
	};

	test.each(kinds)("a run within %s ends alike in whichever order its answers arrive", async (kind, budget) => {
		const first = await uninterrupted(kind, budget);
		for (const [seed, concurrency] of [[2, 4] as const, [3, 1] as const, [4, 7] as const]) {
			const again = await resumable(optimizer, { budget, seed, concurrency });
			expect(outcomeOf(again.result)).toEqual(outcomeOf(first.result));
			expect(again.sent).toBe(first.sent);
		}
	});

	test.each(kinds)(
		"killed within %s at any call and resumed, it ends alike, and no recorded call is made again",
		async (kind, budget) => {
			const first = await uninterrupted(kind, budget);
			const draws = random(`${name} ${kind}`);
			for (let kill = 0; kill < 5; kill++) {
				const runFile = join(folder, `${name}-${kind}-killed-${kill}.jsonl`);
				const stopAfter = 1 + draws.integer(first.sent - 1);
				await resumable(optimizer, { budget, seed: 10 + kill, runFile, stopAfter }).catch(() => {});
				const kept = recorded(runFile);
				const resumed = await resumable(optimizer, { budget, seed: 20 + kill, runFile });
				expect(outcomeOf(resumed.result)).toEqual(outcomeOf(first.result));
				expect(resumed.result.resumed?.calls ?? 0).toBe(kept);
				expect(resumed.sent).toBe(first.sent - kept);
			}
		},
	);

	test.each(kinds)("cut off within %s at any byte, the file resumes to the same end", async (kind, budget) => {
		const first = await uninterrupted(kind, budget);
		const bytes = readFileSync(join(folder, `${name}-${kind}.jsonl`));
		const draws = random(`${name} ${kind} bytes`);
		for (let cut = 0; cut < 5; cut++) {
			const runFile = join(folder, `${name}-${kind}-cut-${cut}.jsonl`);
			writeFileSync(runFile, bytes.subarray(0, draws.integer(bytes.length)));
			const resumed = await resumable(optimizer, { budget, seed: 30 + cut, runFile });
			expect(outcomeOf(resumed.result)).toEqual(outcomeOf(first.result));
			expect(resumed.sent).toBe(first.sent - (resumed.result.resumed?.calls ?? 0));
		}
	});
});

test("a process that is killed leaves a file that resumes, its lock with it", async () => {
	const runFile = join(folder, "process.jsonl");
	const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "resume-process.ts"), runFile], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	await new Promise<void>((resolve, reject) => {
		child.stdout.on("data", (text: Buffer) => {
			if (text.toString().includes("40 calls")) child.kill("SIGKILL");
		});
		child.on("exit", (_code, signal) => (signal === "SIGKILL" ? resolve() : reject(new Error("ended by itself"))));
	});
	const kept = recorded(runFile);
	expect(kept).toBeGreaterThan(20);
	const optimizer = mipro(settings);
	const resumed = await resumable(optimizer, { budget: budgets.calls, seed: 50, runFile });
	const first = await resumable(optimizer, { budget: budgets.calls, seed: 51 });
	expect(outcomeOf(resumed.result)).toEqual(outcomeOf(first.result));
	expect(resumed.sent).toBe(first.sent - kept);
});
