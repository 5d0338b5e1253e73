import { type ParseArgsConfig, parseArgs } from "node:util";
import { ConfigError, messageOf } from "../core/errors.ts";
import type { Console } from "./console.ts";

/** What a command is given besides its arguments. */
export interface CommandContext {
	readonly console: Console;
	readonly signal: AbortSignal;
}

/** One word of the command line. */
export interface Command {
	readonly help: string;
	/** @returns the exit code */
	run(args: readonly string[], context: CommandContext): Promise<number>;
}

/** The words of a command that takes no option but --help; null when help is asked for. */
export function readWords(command: string, args: readonly string[]): readonly string[] | null {
	const { values, positionals } = readArguments(command, args, { help: { type: "boolean", short: "h" } });
	return values.help ? null : positionals;
}

// node's own parser; of its message the first sentence, which names the culprit
function readArguments<T extends NonNullable<ParseArgsConfig["options"]>>(
	command: string,
	args: readonly string[],
	options: T,
) {
	try {
		return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
	} catch (error) {
		const [sentence = ""] = messageOf(error).split(". ");
		throw new ConfigError(`${command}: ${sentence.replace(/\.$/, "")}. See npx touchstone ${command} --help`, {
			cause: error,
		});
	}
}
