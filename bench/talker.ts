import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { createInterface } from "node:readline";
import { root } from "./installed.ts";

/** A process that greets with a line, and then answers each line with one. */
export interface Talker extends AsyncDisposable {
	readonly greeting: string;
	ask(line: string): Promise<string>;
}

/** @param log a file for what it says on standard error */
export async function startTalker(command: string, args: readonly string[], log: string): Promise<Talker> {
	const child: ChildProcess = spawn(command, args, { cwd: root, stdio: ["pipe", "pipe", openSync(log, "a")] });
	if (child.stdout === null) throw new Error(`bench: ${command} has no output`);
	const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
	const next = async () => {
		const { value, done } = await lines.next();
		if (done) throw new Error(`bench: ${command} ${args[0]} ended early; its last words stand in ${log}`);
		return value;
	};
	return {
		greeting: await next(),
		ask(line) {
			child.stdin?.write(`${line}\n`);
			return next();
		},
		async [Symbol.asyncDispose]() {
			child.stdin?.end();
		},
	};
}
