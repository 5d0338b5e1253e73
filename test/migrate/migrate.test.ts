import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { datasetOf } from "../../src/data/dataset.ts";
import { migrate } from "../../src/migrate/migrate.ts";
import type { Model } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { withGenerate } from "../../src/model/with-generate.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { metric, program, proposer, pupil, textOfRequest, train, validate } from "../optimize/support.ts";

const tested = datasetOf(
	Array.from({ length: 48 }, (_, index) => ({
		id: String(index),
		n: 1000 + index,
		label: index % 2 === 0 ? "even" : "odd",
		size: index < 24 ? "small" : "large",
	})),
	{ name: "parity/test", id: "id", input: ["n"], expected: ["label"], tags: ["size"] },
);
const helpful = "Look at the last digit of the number and say whether it is even or odd.";
const plain = "Read the number with care, then name it: say even or say odd, nothing else at all.";
const optimizer = mipro({
	numCandidates: 3,
	numTrials: 4,
	minibatchSize: 12,
	maxBootstrappedDemos: 0,
	maxLabeledDemos: 0,
});

function options() {
	const source = pupil(() => 0.8, {
		id: "large-qwen",
		identity: "large",
		price: { input: 1, output: 4, source: "list", date: "2026-01-01" },
	});
	const target = pupil((prompt) => (prompt.includes("last digit") ? 0.9 : 0.4), {
		id: "small-qwen",
		identity: "small",
	});
	return {
		program,
		source,
		target,
		proposer: proposer([plain, helpful]),
		data: { train, validate, test: tested },
		metric,
		optimizer,
		budget: { calls: 400 },
		cache: false as const,
		progress: false as const,
		runsPerMonth: 1_000_000,
	};
}

describe("migrate", () => {
	test("measures the four programs on the test rows and says what lies between them", async () => {
		const migration = await migrate(options());
		const value = (stage: keyof typeof migration.reports) => migration.reports[stage].summary.exact?.value;
		expect(value("source")).toBeCloseTo(0.8, 1);
		expect(value("target")).toBeCloseTo(0.4, 1);
		expect(value("rewritten")).toBe(value("target"));
		expect(value("optimized")).toBeGreaterThan(0.85);
		expect(migration.prompts.optimized.parity?.instructions).toBe(helpful);
		expect(migration.comparisons.map(({ from, to, conclusion }) => [from, to, conclusion])).toEqual([
			["source", "target", "worse"],
			["source", "optimized", "not distinguishable"],
			["target", "rewritten", "not distinguishable"],
			["target", "optimized", "better"],
		]);
		expect(migration.tuning.optimized?.promoted).toBe(true);
		expect(migration.tuning.optimized?.spent.calls).toBeLessThanOrEqual(400);
		expect(migration.projection?.savingUsd).toBe(migration.projection?.sourceUsd);
		expect(migration.projection?.targetUsd).toBe(0);
		expect(migration.slices.map(({ name }) => name).sort()).toEqual([
			"expected label = even",
			"expected label = odd",
			"size = large",
			"size = small",
		]);
		const { text } = migration.view();
		expect(text).toContain("exact +50.0 points [+33.6, +62.4], better (p < 0.001 after Holm, McNemar, exact).");
		expect(text).toContain("No slice of the rows got worse from source to optimized (4 slices looked at).");
		expect(text).toContain("{+last digit of the +}");
		expect(text).toMatch(/^rewrite +proposer +1 /m);
		expect(text).toMatch(/^validation rows: rewritten prompt +small-qwen +24 /m);
		const booked = migration.spending.reduce((sum, { calls }) => sum + calls, 0);
		expect(text).toMatch(new RegExp(`^in all +${booked} `, "m"));
		expect(text).toContain("At 1,000,000 runs a month the migration saves $32.00: $32.00 before, $0 after");
	});

	test("looks at the test rows after every choice, once for each program", async () => {
		const given = options();
		const asked: string[] = [];
		const target = scripted(
			(request) => {
				const last = request.messages.at(-1)?.content[0];
				asked.push(last?.type === "text" ? last.text : "");
				return '{"label":"even"}';
			},
			{ id: "small-qwen", identity: "always even" },
		);
		await migrate({ ...given, target });
		const first = asked.findIndex((text) => /1\d\d\d/.test(text));
		expect(asked.slice(first).every((text) => /1\d\d\d/.test(text))).toBe(true);
		expect(asked.length - first).toBe(3 * tested.length);
	});

	test("a proposer that is not up to it leaves the prompt as it was, and a note", async () => {
		const migration = await migrate({ ...options(), proposer: proposer(["even"]) });
		expect(migration.notes).toHaveLength(2);
		expect(migration.notes[0]).toMatch(/^rewrite: the prompt stays as it was\. .*none/);
		expect(migration.prompts.optimized).toEqual(program.parameters);
	});

	test("a budget too small for the optimizer is refused before anything is sent", async () => {
		let asked = 0;
		const counting = scripted(
			() => {
				asked++;
				return '{"label":"even"}';
			},
			{ id: "small-qwen", identity: "counts" },
		);
		const given = { ...options(), source: counting, target: counting, proposer: counting, budget: { calls: 20 } };
		await expect(migrate(given)).rejects.toThrow(/expected a budget of at least \d+ calls/);
		expect(asked).toBe(0);
	});

	test("every call before the test rows is in the ledger, within the budget, and a useless proposer's are too", async () => {
		for (const sentences of [[plain, helpful], ["even"]]) {
			const sent: string[] = [];
			const given = options();
			const counting = (model: Model, name: string) =>
				withGenerate(model, (request, context) => {
					if (!/[^\d]1\d\d\d[^\d]/.test(textOfRequest(request))) sent.push(name);
					return model.generate(request, context);
				});
			const migration = await migrate({
				...given,
				source: counting(given.source, "source"),
				target: counting(given.target, "target"),
				proposer: counting(proposer(sentences), "proposer"),
			});
			expect(migration.spending.reduce((sum, { calls }) => sum + calls, 0)).toBe(sent.length);
			expect(sent.length).toBeLessThanOrEqual(400);
			const steps = [...new Set(migration.spending.map(({ step }) => step))];
			expect(steps).toEqual(sentences.length === 1 ? ["rewrite", "optimize"] : ["rewrite", "weigh", "optimize"]);
		}
	});

	test("a budget that rewriting and its validation would use up is refused before anything is sent", async () => {
		const given = options();
		const least = 2 * 24 + 2; // of the optimizer
		const writer = proposer([plain]);
		const tight = { ...given, proposer: writer, budget: { calls: least + 48 } };
		await expect(migrate(tight)).rejects.toThrow(
			/^migrate: expected a budget that leaves enough after rewriting and its validation, about 49 calls. mipro: expected/,
		);
		expect([writer.calls, given.target.calls, given.source.calls]).toEqual([0, 0, 0]);
		const enough = await migrate({ ...tight, budget: { calls: least + 49 } });
		expect(enough.tuning.optimized).toBeDefined();
	});

	test("a time limit that rewriting uses up ends tuning with the old prompt and notes, not with an error", async () => {
		const slow = scripted(
			(_request, _index, { signal }) => sleep(60_000, undefined, signal === undefined ? {} : { signal }).then(() => ""),
			{ id: "slow" },
		);
		const migration = await migrate({ ...options(), proposer: slow, budget: { seconds: 0.5 } });
		expect(migration.prompts.optimized).toEqual(program.parameters);
		expect(migration.tuning.rewritten?.stopped).toMatch(/expected to end within 0.5 s/);
		expect(migration.notes[0]).toMatch(
			/^optimize: the prompt stays as it was\. mipro: expected a budget of more than 0 sec/,
		);
		expect(migration.reports.optimized.rows).toHaveLength(tested.length);
		expect(migration.view().text).toContain("rewrite ended early: budget: expected to end within 0.5 s");
	});

	test("a time limit that ends while the start of optimization is measured keeps what was found, and is noted", async () => {
		let asked = 0;
		const target = scripted(
			async (request, _index, { signal }) => {
				asked++;
				const isTest = /1\d\d\d/.test(textOfRequest(request));
				if (asked > 4 && !isTest) await sleep(60_000, undefined, signal === undefined ? {} : { signal });
				return '{"label":"even"}';
			},
			{ id: "small-qwen", identity: "stalls" },
		);
		const migration = await migrate({ ...options(), target, budget: { seconds: 1 } });
		expect(migration.notes[0]).toMatch(/^weigh: the prompt stays as it was\. budget: expected to end within/);
		expect(migration.prompts.optimized).toEqual(program.parameters);
		expect(migration.spending.find(({ step }) => step === "weigh")?.calls).toBe(asked - 3 * tested.length);
	});

	test("resumed it is the same bit for bit and asks no tuned row again; another seed on the same test rows says so", async () => {
		const runs = mkdtempSync(join(tmpdir(), "touchstone-migrate-"));
		const first = await migrate({ ...options(), folder: join(runs, "seed 0") });
		const writer = proposer([]);
		const again = await migrate({ ...options(), proposer: writer, folder: join(runs, "seed 0") });
		expect([again.prompts, again.spending, again.notes]).toEqual([first.prompts, first.spending, first.notes]);
		expect(writer.calls).toBe(0);
		const other = await migrate({ ...options(), seed: 1, folder: join(runs, "seed 1") });
		expect(other.notes[0]).toMatch(/^48 of 48 test rows were measured before, by 1 other migration/);
		expect(other.view().text).toContain("48 of 48 test rows were measured before");
	});

	test("refuses test rows that were tuned on", async () => {
		const given = options();
		await expect(migrate({ ...given, data: { train, validate, test: validate } })).rejects.toThrow(
			/expected test rows that validate does not hold, found 24 in both/,
		);
	});
});
