/**
 * What an installation takes on disk: the packed package without its optional peers, with node-llama-cpp, @ax-llm/ax
 * and DSPy, each fresh in a folder of its own that is removed afterwards.
 *
 *     npm run build && npx tsx bench/size.ts
 *
 * Fetches about a gigabyte where npm and pip have nothing in their caches. No install script runs; the sizes are sums
 * of the files' bytes.
 */
import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatBytes } from "../src/view/format.ts";
import { axVersion, python, pythonPeers, root, workshop } from "./installed.ts";

interface Size {
	readonly bytes: number;
	readonly files: number;
}

interface Manifest {
	readonly overrides: Readonly<Record<string, string>>;
	readonly devDependencies: Readonly<Record<string, string>>;
}

const { overrides, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
mkdirSync(workshop, { recursive: true });
const folder = mkdtempSync(join(workshop, "size-"));

const run = (command: string, args: readonly string[], cwd: string) =>
	execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** Bytes and files under a folder; links are not followed. */
function sizeOf(path: string): Size {
	let [bytes, files] = [0, 0];
	for (const name of readdirSync(path, { recursive: true, encoding: "utf8" })) {
		const entry = lstatSync(join(path, name));
		if (!entry.isFile()) continue;
		bytes += entry.size;
		files++;
	}
	return { bytes, files };
}

function report(name: string, { bytes, files }: Size): void {
	console.log(`${name.padEnd(58)} ${formatBytes(bytes).padStart(8)}  ${String(files).padStart(6)} files`);
}

/** The size of node_modules after installing these into an empty folder. */
function npmInstall(packages: readonly string[], manifest: object = {}): Size {
	const empty = mkdtempSync(join(folder, "npm-"));
	writeFileSync(join(empty, "package.json"), JSON.stringify({ private: true, type: "module", ...manifest }));
	run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", ...packages], empty);
	return sizeOf(join(empty, "node_modules"));
}

function pipInstall(requirement: string): Size {
	const target = join(folder, "pip");
	const quiet = ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore"];
	run(python, ["-m", "pip", "install", ...quiet, "--target", target, requirement], folder);
	return sizeOf(target);
}

/** When a file under the folder was last written. */
function newest(path: string): number {
	const names = readdirSync(path, { recursive: true, encoding: "utf8" });
	return Math.max(...names.map((name) => lstatSync(join(path, name)).mtimeMs));
}

try {
	if (newest(join(root, "dist")) < newest(join(root, "src"))) {
		console.error("dist is older than src, so this is the size of the last build. `npm run build` makes a new one.");
	}
	run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], root);
	const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "");
	const binding = `node-llama-cpp@${devDependencies["node-llama-cpp"]}`;

	report("touchstone, packed", { bytes: lstatSync(tarball).size, files: 1 });
	report("touchstone with its dependencies", npmInstall([tarball]));
	report(`… and ${binding} without GPU packages`, npmInstall([tarball, binding], { overrides }));
	report(`… and ${binding} as it comes`, npmInstall([tarball, binding]));
	report(`@ax-llm/ax@${axVersion}`, npmInstall([`@ax-llm/ax@${axVersion}`]));
	report(`dspy==${pythonPeers.dspy}`, pipInstall(`dspy==${pythonPeers.dspy}`));
} finally {
	rmSync(folder, { recursive: true, force: true });
}
