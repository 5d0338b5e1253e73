/**
 * Whether a run that was killed ends as if it had not been.
 *
 *   npx tsx bench/resume.ts [kills]     (20)
 *
 * Kills an optimizer's run at random calls, and cuts a finished run's file at random bytes; resumes; compares with the run
 * that was left alone, every digit of it: parameters, evidence, trials, ledger. The models always say the same to the same,
 * but take a random time, so answers arrive in another order in every run. Seeds are fixed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv } from "node:process";
import { isDeepStrictEqual } from "node:util";
import { random } from "../src/core/random.ts";
import { bootstrap } from "../src/optimize/bootstrap.ts";
import { mipro } from "../src/optimize/mipro.ts";
import { budgets, resumable, settings } from "../test/optimize/resumable.ts";
import { outcomeOf } from "../test/optimize/support.ts";
import { formatTable } from "./table.ts";

const kills = Number(argv[2] ?? 20);
const folder = mkdtempSync(join(tmpdir(), "touchstone-resume-"));
const optimizers = [mipro(settings), bootstrap({ maxBootstrappedDemos: 2, maxLabeledDemos: 2 })];
const lines: string[][] = [];

for (const optimizer of optimizers) {
	for (const [name, budget] of Object.entries(budgets)) {
		const file = (suffix: string | number) => join(folder, `${optimizer.kind} ${name} ${suffix}.jsonl`);
		const whole = await resumable(optimizer, { budget, seed: 1, runFile: file("whole") });
		const bytes = readFileSync(file("whole"));
		const draws = random(`${optimizer.kind} ${name}`);
		let [identical, again] = [0, 0];
		for (let kill = 0; kill < 2 * kills; kill++) {
			const runFile = file(kill);
			if (kill % 2 === 0) {
				const stopAfter = 1 + draws.integer(whole.sent - 1);
				await resumable(optimizer, { budget, seed: 100 + kill, runFile, stopAfter }).catch(() => {});
			} else {
				writeFileSync(runFile, bytes.subarray(0, draws.integer(bytes.length)));
			}
			const kept = readFileSync(runFile, "utf8").match(/^\{"call":.*\}\n/gm)?.length ?? 0;
			const resumed = await resumable(optimizer, { budget, seed: 1000 + kill, runFile });
			if (isDeepStrictEqual(outcomeOf(resumed.result), outcomeOf(whole.result))) identical++;
			again += Math.max(0, resumed.sent + kept - whole.sent);
		}
		lines.push([
			optimizer.kind,
			Object.entries(budget).join(" ").replace(",", " "),
			String(whole.sent),
			whole.result.stopped === undefined ? "by itself" : "by the budget",
			`${identical} of ${2 * kills}`,
			String(again),
		]);
	}
}
rmSync(folder, { recursive: true, force: true });
const head = ["optimizer", "budget", "calls", "ends", "identical after a kill or cut", "recorded calls made again"];
console.log(`${kills} kills and ${kills} cuts of each run\n`);
console.log(formatTable(head, lines));
