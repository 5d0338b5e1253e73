import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { datasetOf } from "../../src/data/dataset.ts";
import { migrate } from "../../src/migrate/migrate.ts";
import { loadMigration, saveMigration } from "../../src/migrate/migration-file.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { metric, program, proposer, pupil, train, validate } from "../optimize/support.ts";

const tested = datasetOf(
	Array.from({ length: 24 }, (_, index) => ({
		id: String(index),
		n: 1000 + index,
		label: index % 2 === 0 ? "even" : "odd",
	})),
	{ name: "parity/test", id: "id", input: ["n"], expected: ["label"] },
);

async function small() {
	return migrate({
		program,
		source: pupil(() => 0.8, { id: "large-qwen", identity: "large" }),
		target: pupil((prompt) => (prompt.includes("last digit") ? 0.9 : 0.4), { id: "small-qwen", identity: "small" }),
		proposer: proposer(["Look at the last digit of the number and say whether it is even or odd."]),
		data: { train, validate, test: tested },
		metric,
		optimizer: mipro({ numCandidates: 2, numTrials: 2, maxBootstrappedDemos: 0, maxLabeledDemos: 0 }),
		budget: { calls: 200 },
		cache: false,
		progress: false,
	});
}

test("a migration survives its file, and shows the same", async () => {
	const folder = await mkdtemp(join(tmpdir(), "touchstone-migration-"));
	const migration = await small();
	const path = await saveMigration(migration, join(folder, "deep", "migration.json"));
	const loaded = await loadMigration(path);
	expect(loaded.view()).toEqual(migration.view());
	expect(JSON.parse(JSON.stringify(loaded))).toEqual(JSON.parse(JSON.stringify(migration)));
});

test("the page holds the table, the prompts' difference and every row, and asks nothing of the network", async () => {
	const folder = await mkdtemp(join(tmpdir(), "touchstone-migration-"));
	const html = await readFile(await saveMigration(await small(), join(folder, "migration.html")), "utf8");
	expect(html).toContain("target, prompt optimized on data");
	expect(html).toMatch(/<ins[^>]*>.*last digit/s);
	expect(html.match(/<details>/g)).toHaveLength(4 * tested.length);
	expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});

test("other endings and other files are refused", async () => {
	const folder = await mkdtemp(join(tmpdir(), "touchstone-migration-"));
	await expect(saveMigration(await small(), join(folder, "migration.pdf"))).rejects.toThrow(/\.json or \.html/);
	await writeFile(join(folder, "other.json"), '{"format":1}');
	await expect(loadMigration(join(folder, "other.json"))).rejects.toThrow(/expected a touchstone migration/);
});
