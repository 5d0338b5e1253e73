import { spawn } from "node:child_process";
import process from "node:process";
import { throwIfAborted } from "../../core/errors.ts";

/** What a program said before it ended well. */
export interface ProgramOutput {
	readonly stdout: string;
	readonly stderr: string;
}

export interface ProgramOptions {
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
	options: ProgramOptions = {},
): Promise<ProgramOutput> {
	throwIfAborted(options.signal);
	const output = await new Promise<ProgramOutput & { code: number | null }>((resolve, reject) => {
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
