import { messageOf } from "../core/errors.ts";
import { formatBytes } from "../view/format.ts";

/** What one look has found. */
export interface Finding {
	readonly name: string;
	/** ok · missing: something works without it, the remedy adds it · failure: touchstone cannot work so. */
	readonly state: "ok" | "missing" | "failure";
	readonly found: string;
	/** What to do; present unless all is well. */
	readonly remedy?: string;
}

/** How the doctor looks at the machine; replaced in tests. */
export interface Instruments {
	readonly nodeVersion: string;
	/** The version of Deno when this process is Deno, else null. */
	readonly denoVersion: string | null;
	/** The standard output of a program; throws when there is none or it fails. */
	run(command: string, args: readonly string[]): Promise<string>;
	/** The `jupyter` programs there may be, as a command or a path: the one on the path, that of a project's own environment. */
	readonly jupyters: readonly string[];
	/** Versions of a Python that has pip, in words; throws with what was tried. */
	findPip(): Promise<string>;
	/** Optional packages, each with what it is for and a function that loads it. */
	readonly peers: readonly Peer[];
	/** Models by name: ready, part or absent, and their size. */
	listModels(): Promise<readonly { readonly name: string; readonly state: string; readonly bytes: number }[]>;
	readonly cacheFolder: string;
	/** Makes the cache folder, writes and removes a file in it; throws when that cannot be done. */
	tryToWrite(folder: string): Promise<void>;
	freeBytes(folder: string): Promise<number>;
	readonly threads: number;
	readonly memoryBytes: number;
}

export interface Peer {
	readonly name: string;
	readonly purpose: string;
	load(): Promise<unknown>;
}

/** Looks at everything touchstone needs, or can use. Each finding that is not well says what to do. */
export async function doctor(instruments: Instruments): Promise<readonly Finding[]> {
	const looks = [runtime, deno, python, jupyter, peers, models, disk, threads];
	return (await Promise.all(looks.map((look) => look(instruments)))).flat();
}

function runtime({ nodeVersion, denoVersion }: Instruments): Finding {
	if (denoVersion !== null) return { name: "Runtime", state: "ok", found: `Deno ${denoVersion}` };
	const old = Number.parseInt(nodeVersion, 10) < 20;
	if (!old) return { name: "Runtime", state: "ok", found: `Node ${nodeVersion}` };
	return { name: "Runtime", state: "failure", found: `Node ${nodeVersion}`, remedy: "Install Node 20 or later" };
}

async function deno({ run, denoVersion }: Instruments): Promise<Finding> {
	const name = "Deno";
	if (denoVersion !== null) return { name, state: "ok", found: denoVersion };
	try {
		const [line = ""] = (await run("deno", ["--version"])).split("\n");
		return { name, state: "ok", found: line.replace(/^deno /, "") };
	} catch {
		return {
			name,
			state: "missing",
			found: "not found (notebooks run on its kernel)",
			remedy: "Run: npm install --save-dev deno@2.9.5",
		};
	}
}

async function python({ findPip }: Instruments): Promise<Finding> {
	try {
		return { name: "Python", state: "ok", found: await findPip() };
	} catch (error) {
		return {
			name: "Python",
			state: "missing",
			found: `${messageOf(error)} (it runs JupyterLab, and fetches models where the hub is out of reach)`,
			remedy: "Install Python 3.10 or later with pip, or set TOUCHSTONE_PYTHON to it",
		};
	}
}

async function jupyter({ run, jupyters }: Instruments): Promise<Finding> {
	const name = "Jupyter";
	const answers = (command: string, ...args: string[]) => run(command, args).catch(() => null);
	let withLab: string | null = null;
	for (const command of jupyters) {
		if ((await answers(command, "lab", "--version")) === null) continue;
		const kernels = await answers(command, "kernelspec", "list");
		if (/^\s*deno\s/m.test(kernels ?? "")) {
			return { name, state: "ok", found: `JupyterLab with the Deno kernel (${command})` };
		}
		withLab ??= command;
	}
	if (withLab !== null) {
		return {
			name,
			state: "missing",
			found: `JupyterLab without the Deno kernel (${withLab})`,
			remedy: "Run: npx deno jupyter --install",
		};
	}
	return {
		name,
		state: "missing",
		found: "JupyterLab not found (it opens the notebooks)",
		remedy: "Run: python3 -m pip install jupyterlab (in a checkout of touchstone: npm run lab)",
	};
}

async function peers({ peers }: Instruments): Promise<readonly Finding[]> {
	const findings: Finding[] = [];
	// one after the other, so that one's load time is not another's
	for (const { name, purpose, load } of peers) {
		try {
			await load();
			findings.push({ name, state: "ok", found: `loads (${purpose})` });
		} catch (error) {
			const [line = ""] = messageOf(error).split("\n");
			findings.push({ name, state: "missing", found: `${purpose}: ${line}`, remedy: `Run: npm install ${name}` });
		}
	}
	return findings;
}

async function models({ listModels }: Instruments): Promise<Finding> {
	const all = await listModels();
	const ready = all.filter(({ state }) => state === "ready").map((model) => model.name);
	if (ready.length > 0) return { name: "Models", state: "ok", found: `${ready.join(", ")} on this disk` };
	return {
		name: "Models",
		state: "missing",
		found: "none on this disk (each is fetched at its first use)",
		remedy: `To fetch one now, run: npx touchstone models pull ${all[0]?.name ?? "<name>"}`,
	};
}

async function disk(instruments: Instruments): Promise<Finding> {
	const folder = instruments.cacheFolder;
	const name = "Disk";
	try {
		await instruments.tryToWrite(folder);
	} catch (error) {
		const remedy = "Set TOUCHSTONE_HOME to a folder you may write in";
		return { name, state: "failure", found: `cannot write in ${folder}: ${messageOf(error)}`, remedy };
	}
	const [free, all] = await Promise.all([instruments.freeBytes(folder), instruments.listModels()]);
	const missing = all.filter(({ state }) => state !== "ready").reduce((sum, { bytes }) => sum + bytes, 0);
	const found = `${formatBytes(free)} free in ${folder}`;
	if (free >= missing) return { name, state: "ok", found };
	return {
		name,
		state: "missing",
		found: `${found}; the models that are not here yet take ${formatBytes(missing)}`,
		remedy: "Free some room, or set TOUCHSTONE_HOME to a folder on a larger disk",
	};
}

function threads({ threads, memoryBytes }: Instruments): Finding {
	return { name: "Machine", state: "ok", found: `${threads} threads, ${formatBytes(memoryBytes)} of memory` };
}
