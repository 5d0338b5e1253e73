import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { loadOptimized, saveOptimized } from "../../src/optimize/optimized-file.ts";
import { randomSearch } from "../../src/optimize/random-search.ts";
import { metric, program, pupil, train, validate } from "./support.ts";

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "touchstone-"));
});

const run = () =>
	randomSearch({ candidates: 2, maxLabeledDemos: 2 })(program.using(pupil((_, demos) => 0.4 + 0.15 * demos)), {
		train,
		validate,
		metric,
		budget: { calls: 200 },
		progress: false,
	});

const plain = (value: unknown) => {
	const { program: _, ...rest } = JSON.parse(JSON.stringify(value));
	return rest;
};

it("saves an outcome and loads it: the same figures, the same look, the same program", async () => {
	const result = await run();
	const path = await saveOptimized(result, join(folder, "deep", "tuned.json"));
	const loaded = await loadOptimized(path);
	expect(plain(loaded)).toEqual(plain(result));
	expect(loaded.view().text).toBe(result.view().text);
	expect(loaded.chosen).toBe(loaded.candidates[loaded.chosen.number]);
	expect(loaded).not.toHaveProperty("program");
	expect(program.with(loaded.chosen.parameters).parameters).toEqual(result.program.parameters);
	expect(await readdir(join(folder, "deep"))).toEqual(["tuned.json"]);
	await saveOptimized(loaded, join(folder, "again.json"));
	expect(await readFile(join(folder, "again.json"), "utf8")).toBe(await readFile(path, "utf8"));
});

it("writes a page without anything from the network", async () => {
	const html = await readFile(await saveOptimized(await run(), join(folder, "tuned.html")), "utf8");
	expect(html).toContain("<h1>randomSearch on parity</h1>");
	expect(html.match(/<details>/g)?.length).toBeGreaterThan(2);
	expect(html).not.toMatch(/<script|src="http|href="http|<svg/);
});

it("refuses what is no outcome, and says what it found", async () => {
	const path = await saveOptimized(await run(), join(folder, "tuned.json"));
	const good = JSON.parse(await readFile(path, "utf8"));
	const faults: [unknown, string][] = [
		[[], "no object"],
		[{ format: 1, name: "a report" }, "no touchstoneOptimized"],
		[{ ...good, touchstoneOptimized: 2 }, "touchstoneOptimized 2"],
		[{ ...good, run: undefined }, "no run"],
		[{ ...good, candidates: "none" }, "no candidates"],
		[{ ...good, candidates: [...good.candidates, {}] }, `a candidate ${good.candidates.length + 1} without number`],
		[{ ...good, chosen: 99 }, "no candidate that is chosen"],
		[{ ...good, trials: [{ candidate: 99 }] }, "a trial 1 of no candidate"],
	];
	for (const [data, fault] of faults) {
		await writeFile(path, JSON.stringify(data));
		await expect(loadOptimized(path)).rejects.toMatchObject({
			code: "data",
			message: expect.stringContaining(`found ${fault}`),
		});
	}
	await writeFile(path, "{");
	await expect(loadOptimized(path)).rejects.toThrow(`loadOptimized: cannot read ${path}`);
	await expect(loadOptimized(join(folder, "none.json"))).rejects.toThrow("cannot read");
	await expect(saveOptimized(await run(), join(folder, "tuned.csv"))).rejects.toThrow(
		"saveOptimized: expected a path ending in .json or .html",
	);
});
