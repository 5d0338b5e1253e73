import { appendFileSync, mkdirSync, statSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigError, DataError } from "../core/errors.ts";
import { stableStringify } from "../core/json.ts";
import { readIfThere } from "../core/read-if-there.ts";
import type { AbTestLine, AbTestRules } from "./ab-test-records.ts";

export interface AbTestFile {
	/** The lines that were there when the file was opened. */
	readonly kept: readonly AbTestLine[];
	/** Adds a line; it is with the operating system when this returns. */
	write(line: AbTestLine): void;
}

/**
 * Opens the file of an A/B test, making it where there is none. Lines are only ever added.
 *
 * A last line that was cut short (the process was killed while writing it) is left out and written over.
 *
 * @throws ConfigError when the file is of another test, saying in what it differs, and from `write` when another process
 * writes into it too; DataError when a line is damaged
 */
export function openAbTestFile(path: string, rules: AbTestRules): AbTestFile {
	const text = readIfThere(path);
	const whole = text.slice(0, text.lastIndexOf("\n") + 1);
	const header = stableStringify({ touchstoneAbTest: 1, ...rules });
	const [first, ...rest] = whole.split("\n").slice(0, -1);
	if (first === undefined && !header.startsWith(text)) throw notATest(path); // another's file, not our first line cut short
	if (first !== undefined) checkHeader(path, parseLine(path, first, 1), rules);
	const kept = rest.map((line, index) => lineOf(path, line, index + 2));

	let size = Buffer.byteLength(whole);
	if (whole.length < text.length) truncateSync(path, size);
	const append = (line: string) => {
		const found = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
		if (found !== size) {
			throw new ConfigError(
				`abTest: expected ${path} as this test left it (${size} bytes), found ${found} bytes. Give every process a file of its own.`,
			);
		}
		appendFileSync(path, `${line}\n`);
		size += Buffer.byteLength(line) + 1;
	};
	if (first === undefined) {
		mkdirSync(dirname(path), { recursive: true });
		append(header);
	}
	return { kept, write: (line) => append(stableStringify(line)) };
}

type Parsed = Readonly<Record<string, unknown>>;

function parseLine(path: string, line: string, number: number): Parsed {
	try {
		const value: unknown = JSON.parse(line);
		if (typeof value === "object" && value !== null) return value as Parsed;
	} catch {}
	if (number === 1) throw notATest(path);
	throw damaged(path, number);
}

function lineOf(path: string, text: string, number: number): AbTestLine {
	const { answer, score } = parseLine(path, text, number) as { answer?: Parsed; score?: Parsed };
	const known =
		(typeof answer?.id === "string" && (answer.arm === "control" || answer.arm === "treatment")) ||
		(typeof score?.id === "string" && typeof score.value === "number");
	if (!known) throw damaged(path, number);
	return { answer, score } as unknown as AbTestLine;
}

function damaged(path: string, number: number): DataError {
	return new DataError(
		`abTest: expected an answer or a score in line ${number} of ${path}, found something else. Give another path to start anew.`,
		{ dataset: path, row: number },
	);
}

function notATest(path: string): ConfigError {
	return new ConfigError(`abTest: expected the file of an A/B test at ${path}, found another. Give another path.`);
}

function checkHeader(path: string, found: Parsed, rules: AbTestRules): void {
	if (found.touchstoneAbTest !== 1) throw notATest(path);
	const other = Object.entries(rules).find(([name, value]) => stableStringify(found[name]) !== stableStringify(value));
	if (other === undefined) return;
	const [name, value] = other;
	throw new ConfigError(
		`abTest: expected in ${path} a test with ${name} ${stableStringify(value)}, found ${stableStringify(found[name])}. Answers of two tests do not add up: give another path.`,
	);
}
