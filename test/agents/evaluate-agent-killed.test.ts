import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("evaluate-agent-process.ts", import.meta.url));

/** Runs the evaluation in a process of its own, which kills itself before a call: the n-th, or the one of that name. */
function run(folder: string, killAt: number | string | null) {
	const done = spawnSync(process.execPath, ["--import", "tsx", script, folder, String(killAt ?? "")], {
		encoding: "utf8",
	});
	const calls = readFileSync(join(folder, "calls.txt"), "utf8").trim().split("\n");
	return { signal: done.signal, figures: done.stdout, calls, errors: done.stderr };
}

const newFolder = () => mkdtempSync(join(tmpdir(), "touchstone-killed-"));

it("killed half-way and run again: no answered call is made again, the numbers are the same", {
	timeout: 120_000,
}, () => {
	const whole = run(newFolder(), null);
	expect(whole.errors).toBe("");
	expect(new Set(whole.calls).size).toBe(whole.calls.length);

	const between = newFolder(); // before the fifth question of eight: nothing is under way
	expect(run(between, "agent 4").signal).toBe("SIGKILL");
	const resumed = run(between, null);
	expect(resumed.figures).toBe(whole.figures);
	expect([...resumed.calls].sort()).toEqual([...whole.calls].sort());

	const within = newFolder(); // in the middle of judging: the calls of a question's metrics are under way
	const half = Math.floor(whole.calls.length / 2);
	expect(run(within, half).signal).toBe("SIGKILL");
	const again = run(within, null);
	expect(again.figures).toBe(whole.figures);
	const before = again.calls.slice(0, half - 1);
	const repeated = again.calls.slice(half - 1).filter((call) => before.includes(call));
	const metricsAtOnce = 7;
	expect(before.slice(-metricsAtOnce)).toEqual(expect.arrayContaining(repeated)); // they had no answer yet
});
