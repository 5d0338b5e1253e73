import { spawn } from "node:child_process";
import process from "node:process";
import { throwIfAborted } from "../../core/errors.ts";

const SAY_VERSIONS = "import pip, platform; print(f'Python {platform.python_version()}, pip {pip.__version__}')";

/** What a child process said before it ended well. */
export interface ChildOutput {
	readonly stdout: string;
	readonly stderr: string;
}

export interface ChildOptions {
	readonly signal?: AbortSignal | undefined;
	readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end.
 *
 * @throws Error with the last lines of stderr when it fails; with code ENOENT when there is no such program
 */
export async function runProgram(
	command: string,
	args: readonly string[],
	options: ChildOptions = {},
): Promise<ChildOutput> {
	throwIfAborted(options.signal);
	const output = await new Promise<ChildOutput & { code: number | null }>((resolve, reject) => {
		const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...options.env } });
		const stop = () => child.kill();
		options.signal?.addEventListener("abort", stop, { once: true });
		let stdout = "";
		let stderr = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			stdout += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			stderr += text;
		});
		child.on("error", reject);
		child.on("close", (code) => {
			options.signal?.removeEventListener("abort", stop);
			resolve({ code, stdout, stderr });
		});
	});
	throwIfAborted(options.signal);
	if (output.code === 0) return output;
	const error = new Error(lastLines(output.stderr) || `${command} ended with code ${output.code}`);
	// Python reports a full disk in words only
	throw /No space left on device|\[Errno 28\]/.test(output.stderr) ? Object.assign(error, { code: "ENOSPC" }) : error;
}

function lastLines(text: string): string {
	return text.trim().split("\n").slice(-2).join(" ");
}

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
	options: ChildOptions = {},
): Promise<{ readonly python: string; readonly version: string }> {
	const tried: string[] = [];
	for (const python of pythonCommands()) {
		try {
			const { stdout } = await runProgram(python, ["-c", SAY_VERSIONS], options);
			return { python, version: stdout.trim() };
		} catch (error) {
			throwIfAborted(options.signal);
			tried.push(`${python}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	throw new Error(`no Python with pip (${tried.join("; ")}); install one, or set TOUCHSTONE_PYTHON to its path`);
}
