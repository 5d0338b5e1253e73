import process from "node:process";
import { messageOf, throwIfAborted } from "../../core/errors.ts";
import { type ProgramOptions, runProgram } from "./run-program.ts";

const SAY_VERSIONS = "import pip, platform; print(f'Python {platform.python_version()}, pip {pip.__version__}')";

/** The Python commands to try, first one first: TOUCHSTONE_PYTHON alone if it is set. */
export function pythonCommands(): readonly string[] {
	return process.env.TOUCHSTONE_PYTHON ? [process.env.TOUCHSTONE_PYTHON] : ["python3", "python"];
}

/**
 * A Python that has pip.
 *
 * @returns the command, and the versions in words: "Python 3.11.7, pip 23.2.1"
 * @throws Error naming what was tried and what to do
 */
export async function findPip(
	options: ProgramOptions = {},
): Promise<{ readonly python: string; readonly version: string }> {
	const tried: string[] = [];
	for (const python of pythonCommands()) {
		try {
			const { stdout } = await runProgram(python, ["-c", SAY_VERSIONS], options);
			return { python, version: stdout.trim() };
		} catch (error) {
			throwIfAborted(options.signal);
			tried.push(`${python}: ${messageOf(error)}`);
		}
	}
	throw new Error(`no Python with pip (${tried.join("; ")}); install one, or set TOUCHSTONE_PYTHON to its path`);
}
