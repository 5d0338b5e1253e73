/**
 * Writes at the end of each example what it prints: `npx tsx scripts/examples.ts [name.ts …]`. Read the difference before
 * you commit it; the test holds every example to it.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { writePrints } from "./examples/prints.ts";
import { byHand, folder, runExample } from "./examples/run.ts";

const asked = process.argv.slice(2);
const names = readdirSync(folder).filter((name) => name.endsWith(".ts") && !byHand.has(name));

for (const name of asked.length === 0 ? names : asked) {
	const path = join(folder, name);
	const source = readFileSync(path, "utf8");
	const written = writePrints(source, (await runExample(name)).output);
	if (written !== source) writeFileSync(path, written);
	console.log(`${name}: ${written === source ? "as it was" : "written"}`);
}
