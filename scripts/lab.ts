/**
 * Opens JupyterLab on the first notebook, with the Deno kernel ready.
 *
 *     npm run lab                            makes the Python environment at the first run (about a minute)
 *     npm run lab -- --no-browser            prints the address only; all further options go to JupyterLab
 *     npm run lab -- notebooks/02-x.ipynb    opens another notebook
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { addressIn, labArguments } from "./notebook/lab.ts";
import { root, venv } from "./venv.ts";

async function main(): Promise<number> {
	const { command } = venv({ lab: true });
	const folder = join(root, "notebooks");
	const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
	const [first] = names.sort().map((name) => join(folder, name));
	const args = labArguments({ root, given: process.argv.slice(2), first });
	const child = spawn(command("jupyter"), args, { stdio: ["inherit", "inherit", "pipe"] });
	const ended = new Promise<number | null>((resolve) => child.on("close", resolve));

	process.on("SIGINT", () => {}); // Ctrl-C reaches Jupyter as well, which asks before it stops
	let told = false;
	for await (const line of createInterface({ input: child.stderr })) {
		const address = told ? null : addressIn(line);
		if (address !== null) {
			told = true;
			console.log(`\nJupyterLab is at ${address}\nTo stop it, press Ctrl-C twice.\n`);
		} else if (!told || /^\[[WE] /.test(line)) {
			// its log is long: after the start only warnings and errors are passed on
			if (!/^\[I /.test(line) && line.trim() !== "") console.error(line);
		}
	}
	return (await ended) ?? 0;
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
