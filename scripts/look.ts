/**
 * Opens a notebook in JupyterLab in a headless Chromium, runs all its cells and takes pictures into out/look:
 * as a visitor finds it (not yet trusted), while it runs, and at the end.
 *
 *     npx tsx scripts/look.ts notebooks/01-evaluate-and-compare.ipynb
 *     npx tsx scripts/look.ts … --dark             in the dark theme
 *     npx tsx scripts/look.ts … --stop-after 1500  presses stop after so many milliseconds, then runs the other cells
 *
 * Needs playwright-core (`npm install --no-save playwright-core`) and Chromium on the path, or where CHROMIUM says.
 */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { addressIn, labArguments } from "./notebook/lab.ts";
import { root, venv } from "./venv.ts";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { dark: { type: "boolean", default: false }, "stop-after": { type: "string" } },
});

/** The few members of playwright-core that we use; it is not one of our dependencies. */
interface Browser {
	newPage(): Promise<Page>;
	close(): Promise<void>;
}
interface Page {
	goto(address: string): Promise<unknown>;
	setViewportSize(size: { width: number; height: number }): Promise<void>;
	waitForSelector(selector: string, options?: { timeout: number }): Promise<unknown>;
	waitForTimeout(ms: number): Promise<void>;
	screenshot(options: { path: string }): Promise<unknown>;
	evaluate<T>(script: string): Promise<T>;
}

async function openBrowser(profile: string): Promise<Browser> {
	const name = process.env.PLAYWRIGHT ?? "playwright-core"; // or the folder in which it is installed
	const { chromium } = await import(name).catch(() => {
		throw new Error("look: expected playwright-core, found none. Run: npm install --no-save playwright-core");
	});
	return chromium.launchPersistentContext(profile, {
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		headless: true,
		args: [
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
		],
	});
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 8888));
		});
	});
}

async function startLab(notebook: string, settings: string) {
	const given = [notebook, "--no-browser", `--port=${await freePort()}`, "--LabApp.expose_app_in_browser=True"];
	const child = spawn(venv({ lab: true }).command("jupyter"), labArguments({ root, given }), {
		env: { ...process.env, JUPYTER_CONFIG_DIR: settings }, // the reader's own theme and open tabs are left alone
		stdio: ["ignore", "ignore", "pipe"],
	});
	const address = await new Promise<string>((resolve, reject) => {
		child.once("exit", (code) => reject(new Error(`look: JupyterLab ended at once with code ${code}`)));
		createInterface({ input: child.stderr }).on("line", (line) => {
			const found = addressIn(line);
			if (found !== null) resolve(found);
		});
	});
	return { address, stop: () => child.kill("SIGTERM") };
}

const command = (name: string, args = "{}") => `void window.jupyterapp.commands.execute("${name}", ${args})`;
const kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel";
// a cell that runs or waits to run shows an asterisk
const waitingPrompt =
	'[...document.querySelectorAll(".jp-InputPrompt")].find((prompt) => prompt.textContent.includes("*"))';
const panel = 'document.querySelector(".jp-WindowedPanel-outer")';
const size = { width: 1280, height: 1000 };

async function main(): Promise<void> {
	const [notebook] = positionals;
	if (notebook === undefined) throw new Error("look: expected the path of a notebook");
	const source = resolve(notebook);
	const stem = basename(source, ".ipynb");
	// JupyterLab saves by itself: it gets a copy, beside the notebook so that relative paths hold
	const copy = join(dirname(source), `${stem}.look.ipynb`);
	const folder = join(root, "out", "look");
	mkdirSync(folder, { recursive: true });
	const profile = mkdtempSync(join(tmpdir(), "look-"));
	copyFileSync(source, copy);
	const lab = await startLab(copy, join(profile, "jupyter"));
	let browser: Browser | undefined;
	try {
		browser = await openBrowser(profile);
		const page = await browser.newPage();
		let count = 0;
		const picture = async (name: string) => {
			const path = join(folder, `${stem}${values.dark ? "-dark" : ""}-${count++}-${name}.png`);
			await page.screenshot({ path });
			console.log(relative(process.cwd(), path));
		};
		const idle = () => page.evaluate<boolean>(`${kernel}?.status === "idle" && !${waitingPrompt}`);
		const throughAll = async (name: string) => {
			for (let top = 0; ; top += size.height - 200) {
				await page.evaluate(`${panel}.scrollTop = ${top}`);
				await page.waitForTimeout(700); // the cells come into being as they are scrolled to
				await picture(name);
				if (await page.evaluate<boolean>(`${panel}.scrollTop + ${panel}.clientHeight >= ${panel}.scrollHeight - 2`))
					return;
			}
		};

		await page.setViewportSize(size);
		await page.goto(lab.address);
		await page.waitForSelector(".jp-Notebook .jp-CodeCell", { timeout: 60_000 });
		if (values.dark) await page.evaluate(command("apputils:change-theme", '{ theme: "JupyterLab Dark" }'));
		await page.evaluate(command("application:toggle-left-area"));
		while (!(await page.evaluate<boolean>(`${kernel}?.status === "idle"`))) await page.waitForTimeout(200);
		await throughAll("fresh");

		await page.evaluate(command("notebook:run-all-cells"));
		const begun = performance.now();
		let stopAfter = Number(values["stop-after"] ?? Number.POSITIVE_INFINITY);
		for (let moment = 1; !(await idle()) || moment === 1; moment++) {
			await page.waitForTimeout(Math.min(stopAfter, 1000));
			if (performance.now() - begun >= stopAfter) {
				stopAfter = Number.POSITIVE_INFINITY;
				await page.evaluate(command("notebook:interrupt-kernel"));
			}
			if (moment > 8) continue;
			await page.evaluate(`${panel}.scrollTop = 0`);
			await page.waitForTimeout(200);
			await page.evaluate(`${waitingPrompt}?.closest(".jp-Cell").scrollIntoView({ block: "end" })`);
			await picture("running");
		}
		await throughAll("done");
	} finally {
		await browser?.close();
		lab.stop();
		rmSync(copy, { force: true });
		rmSync(profile, { recursive: true, force: true });
	}
}

try {
	await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
