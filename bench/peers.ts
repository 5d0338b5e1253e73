/**
 * Installs what the benches compare with, pinned, outside the package's own dependencies; takes about two minutes.
 *
 *     npx tsx bench/peers.ts
 *
 * The npm peer goes to bench/.bench/ax, the Python ones into .venv-bench, or into the Python that BENCH_PYTHON names.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { axFolder, axVersion, python, pythonPeers, root } from "./installed.ts";

const run = (command: string, args: readonly string[], cwd: string) =>
	execFileSync(command, args, { cwd, stdio: "inherit" });

console.log(`@ax-llm/ax ${axVersion} into bench/.bench/ax`);
mkdirSync(axFolder, { recursive: true });
writeFileSync(join(axFolder, "package.json"), `${JSON.stringify({ private: true, type: "module" })}\n`);
// without its install script, which writes into the user's home folder
run(
	"npm",
	["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", `@ax-llm/ax@${axVersion}`],
	axFolder,
);

const wanted = Object.entries(pythonPeers).map(([name, version]) => `${name}==${version}`);
console.log(`${wanted.join(", ")} for ${python}`);
if (!existsSync(python) && process.env.BENCH_PYTHON === undefined) run("python3", ["-m", "venv", ".venv-bench"], root);
run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...wanted], root);
