/** Where the benches find what they measure: peers put there by `npx tsx bench/peers.ts`, and our package as built. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** What the benches install and build; git does not know it. */
export const workshop = join(root, "bench", ".bench");
export const axFolder = join(workshop, "ax");
export const python = process.env.BENCH_PYTHON ?? join(root, ".venv-bench", "bin", "python");

/** The peers' versions, pinned, since a figure without a version says nothing. */
export const axVersion = "24.0.21";
export const pythonPeers: Readonly<Record<string, string>> = {
	dspy: "3.4.1",
	"rouge-score": "0.1.2",
	sacrebleu: "2.6.0",
	optuna: "5.0.0",
};

const remedy = "Run `npx tsx bench/peers.ts` once, which installs every peer";

/** Whether ax is there; says what to do when it is not. */
export function hasAx(): boolean {
	const there = existsSync(join(axFolder, "node_modules", "@ax-llm", "ax", "package.json"));
	if (!there) console.error(`@ax-llm/ax is left out: it is not installed in bench/.bench/ax. ${remedy}.`);
	return there;
}

/** Whether that package is there for Python; says what to do when it is not. */
export function hasPythonPeer(name: string): boolean {
	try {
		const program = `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`;
		const found = execFileSync(python, ["-c", program], {
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		}).trim();
		const pinned = pythonPeers[name];
		if (found !== pinned)
			console.error(`${name} is version ${found}, and ${pinned} is what the bench was written for.`);
		return true;
	} catch {
		console.error(`${name} is left out: not found by ${python}. ${remedy}, or set BENCH_PYTHON.`);
		return false;
	}
}

/** Builds the package as for publishing, but into the workshop: `dist` may be older than the sources, or in use. */
export function buildPackage(): string {
	const folder = join(workshop, "touchstone");
	const tsup = join(root, "node_modules", "tsup", "dist", "cli-default.js");
	execFileSync(process.execPath, [tsup, "--no-dts", "--no-sourcemap", "--silent", "--out-dir", folder], {
		cwd: root,
		stdio: ["ignore", "ignore", "inherit"],
	});
	return folder;
}
