import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Budget } from "../../src/model/middleware/budget.ts";
import { recorded } from "../../src/model/recorded.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { gepa } from "../../src/optimize/gepa.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import type { Optimizer } from "../../src/optimize/optimizer.ts";
import { textGradient } from "../../src/optimize/text-gradient.ts";
import { budgets, resumable, settings } from "./resumable.ts";
import { outcomeOf } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-tape-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const optimizers: readonly (readonly [string, Optimizer])[] = [
	["mipro", mipro(settings)],
	["bootstrap", bootstrap({ maxBootstrappedDemos: 2, maxLabeledDemos: 2 })],
	["gepa", gepa({ minibatchSize: 3 })],
	["textGradient", textGradient({ beam: 2, rounds: 2, minibatchSize: 4 })],
];
const kinds = Object.entries(budgets) as [string, Budget][];

describe.each(optimizers)("%s", (name, optimizer) => {
	test.each(kinds)(
		"within %s, a live run, its recording and its tape end alike, ledger and all",
		async (kind, budget) => {
			const tape = (role: string) => join(folder, `${name}-${kind}-${role}.jsonl`);
			// what is refused is not on a tape
			const live = await resumable(optimizer, { budget, seed: 1, refuses: false });
			const recording = await resumable(optimizer, {
				budget,
				seed: 2,
				refuses: false,
				through: (model, role) => recorded(tape(role), { model }),
			});
			const replay = await resumable(optimizer, {
				budget,
				seed: 3,
				through: (model, role) => (existsSync(tape(role)) ? recorded(tape(role)) : model), // a model that was never asked has none
			});

			expect(outcomeOf(recording.result)).toEqual(outcomeOf(live.result));
			expect(outcomeOf(replay.result)).toEqual(outcomeOf(live.result));
			expect([live.result.sent.calls, recording.result.sent.calls]).toEqual([live.sent, recording.sent]);
			expect([replay.sent, replay.result.sent]).toEqual([0, { calls: 0, tokens: 0, usd: 0 }]);
			const booked = replay.result.spending.reduce((sum, { calls }) => sum + calls, 0);
			expect([booked, replay.result.spent.calls]).toEqual([live.sent, live.sent]);
		},
	);
});
