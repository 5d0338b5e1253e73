import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const windows = process.platform === "win32";

/** What executes notebooks, pinned: scripts/notebooks.py overrides a private method of nbclient. */
const toExecute = ["nbclient==0.11.0", "nbformat==5.11.1"];
const toLook = ["jupyterlab==4.6.6"];
/** A stand-in for S3, IAM and STS; what it serves with is held to the versions that it was tried with. */
const toStandIn = ["moto[server]==5.2.5", "Flask==3.1.3", "Werkzeug==3.1.9", "boto3==1.44.5"];

/** A Python environment of the checkout's own, with the Deno kernel known in it and nowhere else. */
export interface Venv {
	readonly python: string;
	/** The path of one of its commands. */
	command(name: string): string;
}

/**
 * Makes the environment at the first use (about a minute), and is quick afterwards.
 *
 * @param lab also with JupyterLab, which executing notebooks does not need
 * @throws Error in one sentence when there is no Python
 */
export function venv({ lab = false }: { readonly lab?: boolean } = {}): Venv {
	const folder = process.env.TOUCHSTONE_VENV ?? join(root, ".venv");
	return environment(folder, [...toExecute, ...(lab ? toLook : [])], () => {
		const share = join(folder, "share", "jupyter");
		writeKernel(share);
		if (lab) writeSettings(share);
	});
}

/**
 * Another environment, with moto's server (`moto_server`), which the tests of AWS's S3, IAM and STS start. As `venv`.
 *
 * @throws Error in one sentence when there is no Python
 */
export function motoVenv(): Venv {
	return environment(join(root, ".venv-moto"), toStandIn);
}

function environment(folder: string, requirements: readonly string[], after = () => {}): Venv {
	const command = (name: string) => join(folder, windows ? "Scripts" : "bin", windows ? `${name}.exe` : name);
	const python = command("python");
	mkdirSync(folder, { recursive: true });
	alone(join(folder, "lock"), () => {
		make(folder, python, requirements);
		after();
	});
	return { python, command };
}

function make(folder: string, python: string, requirements: readonly string[]): void {
	if (!existsSync(python)) {
		console.log(`Making a Python environment in ${basename(folder)} (once)`);
		execFileSync(systemPython(), ["-m", "venv", folder], { stdio: "inherit" });
	}
	const missing = requirements.filter((name) => !installed(python, name));
	if (missing.length === 0) return;
	console.log(`Installing ${missing.join(", ")} into it (once, about a minute)`);
	execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...missing], {
		stdio: "inherit",
	});
}

// two processes that find no environment must not both make it: the first holds a lock file with its process id
function alone(lock: string, work: () => void): void {
	for (;;) {
		try {
			writeFileSync(lock, String(process.pid), { flag: "wx" });
			break;
		} catch (error) {
			if ((error as { code?: string }).code !== "EEXIST") throw error;
			if (isGone(lock)) rmSync(lock, { force: true });
			else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200); // sleeps 200 ms
		}
	}
	try {
		work();
	} finally {
		rmSync(lock, { force: true });
	}
}

// the lock's owner was killed before it was done
function isGone(lock: string): boolean {
	try {
		const owner = Number(readFileSync(lock, "utf8"));
		if (!(owner > 0)) return false; // only just made, not yet written
		process.kill(owner, 0);
		return false;
	} catch (error) {
		return (error as { code?: string }).code === "ESRCH";
	}
}

/** The first Python >= 3.10 on the path, or null. */
export function findPython(): string | null {
	for (const name of windows ? ["python", "py"] : ["python3", "python"]) {
		try {
			execFileSync(name, ["-c", "import sys, venv, ensurepip; assert sys.version_info >= (3, 10)"], {
				stdio: "ignore",
			});
			return name;
		} catch {
			// not there, or too old: try the next
		}
	}
	return null;
}

function systemPython(): string {
	const python = findPython();
	if (python !== null) return python;
	throw new Error(
		"Python: expected 3.10 or newer with its venv module on the path, found none. Install it (Debian: apt install python3-venv), then run this again.",
	);
}

function installed(python: string, requirement: string): boolean {
	const [wanted = "", version = ""] = requirement.split("==");
	const name = wanted.replace(/\[.*\]$/, ""); // what it is installed with has no metadata of its own
	const program = `import importlib.metadata as m; assert m.version(${JSON.stringify(name)}) == ${JSON.stringify(version)}`;
	try {
		execFileSync(python, ["-c", program], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

// `deno jupyter --install` writes into the user's own folder only; this one wins over it and touches nothing global
function writeKernel(share: string): void {
	const kernel = {
		argv: [denoBinary(), "jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"],
		display_name: "Deno",
		language: "typescript",
		env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
	};
	write(join(share, "kernels", "deno"), "kernel.json", kernel);
}

// no question about news at the first start, and no look-up of newer versions
function writeSettings(share: string): void {
	const quiet = { "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false } };
	write(join(share, "lab", "settings"), "overrides.json", quiet);
}

/** The pinned Deno itself, not npm's wrapper around it: signals must reach the kernel. */
export function denoBinary(): string {
	const binary = join(root, "node_modules", "deno", windows ? "deno.exe" : "deno");
	if (!existsSync(binary)) {
		// installed without scripts: the wrapper fetches the binary at its first run
		execFileSync(process.execPath, [join(root, "node_modules", "deno", "bin.cjs"), "--version"], { stdio: "ignore" });
	}
	return binary;
}

function write(folder: string, name: string, content: unknown): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
}
