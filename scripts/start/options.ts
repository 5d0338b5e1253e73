import { parseArgs } from "node:util";
import { ConfigError } from "touchstone";
import { tasks } from "./tasks.ts";

export const help = `Moves a task from one model to a smaller one and says what that did, on this machine: the old model, the new model
with the old prompt, with the prompt rewritten for it, and with the prompt optimized on data; all on the same test rows.

  npm start                                    product-relevance, from the 1.5B to the 0.5B model, about 20 minutes
  npm start -- --evaluate                      only evaluate and compare the two models with one prompt
  npm start -- --task news-summaries           another shipped task: ${Object.keys(tasks).join(", ")}
  npm start -- --data my.csv --input query,product --expected label

  --rows N             test rows to measure on, 1 or more                (60; with --evaluate 40)
  --validate N         rows to choose prompts by                         (24)
  --calls N            most calls that rewriting and optimizing may make (300)
  --source MODEL       the model left behind                             (qwen2.5-coder-1.5b)
  --target MODEL       the model to move to                              (qwen2.5-coder-0.5b)
  --task NAME          a shipped task                                    (product-relevance)
  --data FILE.csv      your own rows, with a header line
  --input A,B          its input columns
  --expected C         its column of expected values
  --instructions TEXT  what the model is to do with your rows
  --concurrency N      rows under way at once                            (4)
  --seed N             which rows are drawn                              (1)
  --out FOLDER         where reports go                                  (out)
  --no-cache           ask again instead of taking kept answers
  --plan               say what it will take, and stop

A MODEL is a name (npx touchstone models list), the path of a .gguf file, or hf:owner/repository/file.gguf.`;

export interface StartOptions {
	/** Only evaluate both models with the program as it is. */
	readonly evaluate: boolean;
	readonly rows: number;
	readonly validate: number;
	readonly calls: number;
	readonly source: string;
	readonly target: string;
	readonly task: string;
	readonly own?: {
		readonly data: string;
		readonly input: readonly string[];
		readonly expected: string;
		readonly instructions?: string;
	};
	readonly concurrency: number;
	readonly seed: number;
	readonly out: string;
	readonly cache: boolean;
	readonly planOnly: boolean;
}

/**
 * Reads the command line.
 *
 * @returns "help" when asked for
 * @throws ConfigError with one line that names the argument
 */
export function readOptions(args: readonly string[]): StartOptions | "help" {
	const values = parse(args);
	if (values.help) return "help";
	const options = {
		evaluate: values.evaluate ?? false,
		rows: wholeNumber("--rows", values.rows, values.evaluate ? 40 : 60),
		validate: wholeNumber("--validate", values.validate, 24),
		calls: wholeNumber("--calls", values.calls, 300),
		source: values.source ?? "qwen2.5-coder-1.5b",
		target: values.target ?? "qwen2.5-coder-0.5b",
		task: values.task ?? "product-relevance",
		concurrency: wholeNumber("--concurrency", values.concurrency, 4),
		seed: wholeNumber("--seed", values.seed, 1, 0),
		out: values.out ?? "out",
		cache: !values["no-cache"],
		planOnly: values.plan ?? false,
	};
	if (values.data === undefined) {
		for (const flag of ["input", "expected", "instructions"] as const) {
			if (values[flag] !== undefined) throw new ConfigError(`--${flag} goes with --data FILE.csv`);
		}
		if (!Object.hasOwn(tasks, options.task)) {
			throw new ConfigError(`--task: expected one of ${Object.keys(tasks).join(", ")}, found "${options.task}"`);
		}
		return options;
	}
	if (values.task !== undefined) throw new ConfigError("--task and --data exclude each other");
	if (values.input === undefined)
		throw new ConfigError("--data needs --input with the input columns, such as --input query,product");
	if (values.expected === undefined)
		throw new ConfigError("--data needs --expected with the column of expected values");
	const input = values.input
		.split(",")
		.map((column) => column.trim())
		.filter((column) => column !== "");
	const { data, expected, instructions } = values;
	return { ...options, own: { data, input, expected, ...(instructions === undefined ? {} : { instructions }) } };
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			options: {
				evaluate: { type: "boolean" },
				rows: { type: "string" },
				validate: { type: "string" },
				calls: { type: "string" },
				source: { type: "string" },
				target: { type: "string" },
				task: { type: "string" },
				data: { type: "string" },
				input: { type: "string" },
				expected: { type: "string" },
				instructions: { type: "string" },
				concurrency: { type: "string" },
				seed: { type: "string" },
				out: { type: "string" },
				"no-cache": { type: "boolean" },
				plan: { type: "boolean" },
				help: { type: "boolean", short: "h" },
			},
		}).values;
	} catch (error) {
		const [line = ""] = String(error instanceof Error ? error.message : error).split("\n"); // the rest is advice on syntax
		const sentence = (line.split(". ")[0] ?? "").replace(/\.$/, "");
		throw new ConfigError(`${sentence}. See npm start -- --help`, { cause: error });
	}
}

function wholeNumber(flag: string, text: string | undefined, otherwise: number, least = 1): number {
	if (text === undefined) return otherwise;
	const value = Number(text);
	if (!Number.isInteger(value) || value < least) {
		throw new ConfigError(`${flag}: expected a whole number of at least ${least}, found "${text}"`);
	}
	return value;
}
