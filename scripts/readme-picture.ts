/**
 * Draws the README's picture from the two reports of `npm start -- --evaluate`:
 * `npx tsx scripts/readme-picture.ts [source.json target.json]`. Without paths it takes those in `out/`.
 */
import { readdir, writeFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { chart, compare, loadReport } from "touchstone";
import { terminalPicture } from "./readme-picture/terminal-picture.ts";
import { tasks } from "./start/tasks.ts";

const taskName = "product-relevance";
const picture = fileURLToPath(new URL("../examples/start.svg", import.meta.url));

async function reportsOfStart(): Promise<string[]> {
	const names = await readdir("out").catch(() => []);
	const reports = names.filter((name) => name.startsWith(`${taskName}-`) && name.endsWith(".json"));
	return reports.filter((name) => name !== `${taskName}-migration.json`).map((name) => `out/${name}`);
}

const asked = process.argv.slice(2);
const paths = asked.length > 0 ? asked : await reportsOfStart();
if (paths.length !== 2) {
	console.error(
		`readme-picture: expected two reports, found ${paths.length}. Run npm start -- --evaluate first, or give their paths.`,
	);
	process.exit(2);
}
// The evaluation runs the source first: time tells the two apart, their names do not.
const reports = (await Promise.all(paths.map(loadReport))).sort((a, b) => (a.run.startedAt < b.run.startedAt ? -1 : 1));
const [source, target] = reports;
const task = await tasks[taskName]?.();
if (source === undefined || target === undefined || task === undefined) throw new Error(`no task ${taskName}`);

const comparison = compare(source, target, { metrics: task.metrics as never });
const drawn = await chart.metrics(reports);
const svg = terminalPicture({
	title: `npm start -- --evaluate: ${comparison.b} against ${comparison.a} on ${comparison.rows} rows of ${comparison.dataset}.`,
	command: "npm start -- --evaluate",
	text: comparison.view().text,
	chart: drawn.svg ?? "",
});
await writeFile(picture, svg);
console.log(`examples/start.svg: ${Math.ceil(svg.length / 1000)} kB`);
