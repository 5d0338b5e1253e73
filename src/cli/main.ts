import process from "node:process";
import { isAbort, isTouchstoneError } from "../core/errors.ts";
import { nearestName } from "../core/nearest-name.ts";
import type { Command } from "./command.ts";
import { type Console, terminalConsole } from "./console.ts";
import { doctorCommand } from "./doctor-command.ts";
import { modelsCommand } from "./models-command.ts";

const commands: Readonly<Record<string, Command>> = { models: modelsCommand, doctor: doctorCommand };

const help = `Usage: npx touchstone <command>

  models    what can be run on this machine: list, pull, verify, rm
  doctor    looks whether this machine has what touchstone needs, and says how to get what it lacks

npx touchstone <command> --help says more.`;

/**
 * Runs one command line.
 *
 * @param args the words after the program's name
 * @returns the exit code: 0 all well · 1 it failed · 2 the arguments are wrong · 130 stopped by Ctrl-C
 */
export async function main(args: readonly string[], console: Console = terminalConsole()): Promise<number> {
	const [word = "", ...rest] = args;
	if (word === "" || word === "--help" || word === "-h") {
		console.print(help);
		return word === "" ? 2 : 0;
	}
	const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
	if (command === undefined) {
		const nearest = nearestName(word, Object.keys(commands));
		console.complain(
			`touchstone: expected one of ${Object.keys(commands).join(", ")}, found "${word}". ` +
				(nearest === null ? "See npx touchstone --help" : `Did you mean "${nearest}"?`),
		);
		return 2;
	}
	const stop = new AbortController();
	const onInterrupt = () => stop.abort();
	process.once("SIGINT", onInterrupt); // the first Ctrl-C stops in order, a second one at once
	try {
		return await command.run(rest, { console, signal: stop.signal });
	} catch (error) {
		return complain(error, console);
	} finally {
		process.off("SIGINT", onInterrupt);
	}
}

function complain(error: unknown, console: Console): number {
	if (isAbort(error)) {
		console.complain("touchstone: stopped; what was downloaded so far is kept");
		return 130;
	}
	if (!isTouchstoneError(error)) throw error; // a fault of ours: show where
	console.complain(`touchstone: ${error.message}`);
	return error.code === "config" ? 2 : 1;
}
