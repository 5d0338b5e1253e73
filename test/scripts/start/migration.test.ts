import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataset, metric, predict, scripted, signature } from "touchstone";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { migrateTask } from "../../../scripts/start/migration.ts";
import type { Task } from "../../../scripts/start/tasks.ts";

const parity = signature({
	name: "parity",
	instructions: "Say whether the number is even or odd.",
	input: { n: z.number() },
	output: { label: z.enum(["even", "odd"]) },
});
const numbers = (from: number, count: number) =>
	dataset(
		Array.from({ length: count }, (_, index) => ({
			n: from + index,
			label: (from + index) % 2 === 0 ? "even" : "odd",
		})),
		{ name: `numbers from ${from}`, input: ["n"], expected: ["label"] },
	);
const data = { train: numbers(0, 12), validate: numbers(100, 8), test: numbers(200, 10) };
const task = {
	name: "numbers",
	program: predict(parity),
	...data,
	metrics: [metric.accuracy("label")],
	label: "label",
} as unknown as Task;

function settings(out: string, asked: { calls: number }) {
	return {
		source: "old-qwen",
		target: "new-qwen",
		open: (id: string) =>
			scripted(
				(request) => {
					asked.calls++;
					const fields = Object.keys((request.output?.properties ?? {}) as object);
					const said = "Say whether the number is even or odd by looking at its last digit only.";
					return JSON.stringify(Object.fromEntries(fields.map((field) => [field, field === "label" ? "even" : said])));
				},
				{ id, identity: id },
			),
		calls: 100,
		concurrency: 2,
		cache: true,
		planOnly: false,
		seed: 1,
		out,
	};
}

test("start migrates a task, saves the report, and repeats no optimizing call the second time", async () => {
	const out = await mkdtemp(join(tmpdir(), "touchstone-start-"));
	vi.stubEnv("TOUCHSTONE_HOME", join(out, "home"));
	const lines: string[] = [];
	const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
	const asked = { calls: 0 };
	expect(await migrateTask(task, data as never, { ...settings(out, asked), planOnly: true })).toBe(0);
	expect(asked.calls).toBe(0);
	expect(lines.join("\n")).toContain("Forecast: optimizing takes about");

	expect(await migrateTask(task, data as never, settings(out, asked))).toBe(0);
	expect(await readdir(out)).toEqual(expect.arrayContaining(["numbers-migration.html", "numbers-migration.json"]));
	expect(lines.join("\n")).toContain("target, prompt optimized on data");
	const first = asked.calls;
	expect(first).toBeGreaterThan(0);

	expect(await migrateTask(task, data as never, settings(out, asked))).toBe(0);
	expect(asked.calls).toBe(first);
	log.mockRestore();
	vi.unstubAllEnvs();
});
