import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { datasetOf } from "../../src/data/dataset.ts";
import { migrate } from "../../src/migrate/migrate.ts";
import type { StageComparison } from "../../src/migrate/migration.ts";
import { loadMigration, saveMigration } from "../../src/migrate/migration-file.ts";
import { sentence } from "../../src/migrate/migration-view.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { metric, program, proposer, pupil, train, validate } from "../optimize/support.ts";
import { expectInlineOnly } from "../view/inline-only.ts";

const comparison: StageComparison = {
	from: "target",
	to: "optimized",
	metric: "exact",
	direction: "higher",
	unit: "percent",
	rows: 48,
	better: 6,
	worse: 0,
	same: 42,
	a: 0.5,
	b: 0.625,
	difference: 0.125,
	low: 0.03125,
	high: 0.21875,
	p: 0.03125,
	adjustedP: 0.03125,
	correctedP: 0.125,
	test: "McNemar, exact",
	moreRows: 12,
	verdict: "better",
	conclusion: "not distinguishable",
};

test("a comparison is one sentence: the unit once, the verdict by the corrected p, and what would decide", () => {
	expect(sentence(comparison)).toBe(
		"From target, the old prompt to target, prompt optimized on data: exact +12.5 points [+3.1, +21.9], not distinguishable on these rows; about 12 more rows would decide if it is real (p = 0.125 after Holm, McNemar, exact).",
	);
	expect(sentence({ ...comparison, conclusion: "better", correctedP: 0.0004 })).toMatch(
		/\[\+3\.1, \+21\.9\], better \(p < 0\.001 after/,
	);
	expect(sentence({ ...comparison, low: null, high: null, moreRows: null })).toMatch(
		/exact \+12\.5 points, not distinguishable on these rows \(p/,
	);
	expect(sentence({ ...comparison, unit: "ms", difference: -120, low: -200, high: -40 })).toContain("-120 ms [");
});

const tested = datasetOf(
	Array.from({ length: 12 }, (_, index) => ({
		id: String(index),
		n: 1000 + index,
		label: index % 2 === 0 ? "even" : "odd",
	})),
	{ name: "parity/test", id: "id", input: ["n"], expected: ["label"] },
);
const small = (sentences: readonly string[]) =>
	migrate({
		program,
		source: pupil(() => 0.8, { id: "large-qwen", identity: "large" }),
		target: pupil(() => 0.4, { id: "small-qwen", identity: "small" }),
		proposer: proposer(sentences),
		data: { train, validate, test: tested },
		metric,
		optimizer: mipro({ numCandidates: 2, numTrials: 2, maxBootstrappedDemos: 0, maxLabeledDemos: 0 }),
		budget: { calls: 200 },
		cache: false,
		progress: false,
	});

test("prompts that stayed are said to have stayed, and a step of no use is in the ledger with its total", async () => {
	const migration = await small(["even"]);
	const { text, html } = migration.view();
	expect(text).toContain("target, prompt rewritten: kept the old one");
	expect(text).toContain("target, prompt optimized on data: kept the old one");
	expect(text).toMatch(/^rewrite +proposer +5 /m);
	const calls = migration.spending.reduce((sum, line) => sum + line.calls, 0);
	expect(text).toMatch(new RegExp(`^in all +${calls} `, "m"));
	expectInlineOnly(html);
});

test("a file from before the ledger loads and shows no empty one", async () => {
	const folder = mkdtempSync(join(tmpdir(), "touchstone-migration-"));
	const path = await saveMigration(await small(["even"]), join(folder, "migration.json"));
	const { spending: _, ...old } = JSON.parse(readFileSync(path, "utf8"));
	writeFileSync(path, JSON.stringify(old));
	const loaded = await loadMigration(path);
	expect(loaded.spending).toEqual([]);
	expect(loaded.view().text).not.toContain("What it cost to get there");
});
