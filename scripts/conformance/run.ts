import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { messageOf } from "../../src/core/errors.ts";
import { type CaseResult, checkCase } from "./check.ts";
import { kindByName, kindBySource, laterKinds } from "./identify.ts";
import type { GoldenCase, Kind } from "./kind.ts";

/** What came of one golden file. */
export interface FileResult {
	readonly file: string;
	readonly passed: number;
	/** Cases that differ; 1 for a file that cannot be read as a golden file. */
	readonly failed: number;
	/** Cases, and keys within other cases, of which we claim nothing. */
	readonly notClaimed: { readonly cases: number; readonly keys: readonly string[] };
	readonly notBuilt: boolean;
	/** What went wrong, a sentence each. */
	readonly problems: readonly string[];
}

/** Checks every golden file in the folders given. A folder that is missing or holds no JSON throws. */
export function runFolders(folders: readonly string[], kinds: readonly Kind[]): FileResult[] {
	return folders.flatMap((folder) => goldenFiles(folder).map((path) => runFile(path, kinds)));
}

function goldenFiles(folder: string): string[] {
	const found = statSync(folder, { throwIfNoEntry: false });
	if (found === undefined)
		throw new Error(`conformance: expected a folder of golden files, found nothing at ${folder}`);
	if (found.isFile()) return [folder];
	const files = readdirSync(folder).filter((file) => file.toLowerCase().endsWith(".json"));
	if (files.length === 0) throw new Error(`conformance: expected golden JSON files, found none in ${folder}`);
	return files.sort().map((file) => join(folder, file));
}

function runFile(path: string, kinds: readonly Kind[]): FileResult {
	const file = basename(path);
	const nothing = { file, passed: 0, failed: 0, notClaimed: { cases: 0, keys: [] }, notBuilt: false, problems: [] };
	const broken = (problem: string): FileResult => ({ ...nothing, failed: 1, problems: [problem] });

	let text: string;
	let content: unknown;
	try {
		text = readFileSync(path, "utf8");
		content = JSON.parse(text);
	} catch (error) {
		return broken(`cannot be read: ${messageOf(error)}`);
	}
	const golden = isRecord(content) ? content : {};
	const cases = golden.cases;
	const first = Array.isArray(cases) && isRecord(cases[0]) ? Object.keys(cases[0]) : [];
	const names = [...kinds.map((kind) => kind.name), ...laterKinds];
	const name = kindByName(file, names) ?? kindBySource(golden.source ?? golden.description, first);
	if (laterKinds.some((later) => later === name)) return { ...nothing, notBuilt: true };

	const kind = kinds.find((candidate) => candidate.name === name);
	if (kind === undefined) {
		return broken(
			`unknown kind: neither its name nor its source (${golden.source}) says which of the ${kinds.length} kinds it is`,
		);
	}
	if (!Array.isArray(cases) || cases.length === 0)
		return broken('malformed: expected "cases", a list that is not empty');
	return tally(file, kind.cases?.(text) ?? cases, kind);
}

function tally(file: string, cases: readonly unknown[], kind: Kind): FileResult {
	let passed = 0;
	let failed = 0;
	let unclaimed = 0;
	const keys = new Set<string>();
	const problems: string[] = [];
	cases.forEach((golden, index) => {
		if (!isGoldenCase(golden)) {
			failed++;
			problems.push(`case ${index + 1}: malformed, it has no "expected"`);
			return;
		}
		const result = checkCase(kind, golden);
		if (result.outcome === "passed") passed++;
		if (result.outcome === "failed") failed++;
		if (result.outcome === "not claimed") unclaimed++;
		for (const path of result.notClaimed) keys.add(path);
		if (result.outcome === "failed") problems.push(sentence(golden, index, result));
	});
	return { file, passed, failed, notClaimed: { cases: unclaimed, keys: [...keys] }, notBuilt: false, problems };
}

function sentence(golden: GoldenCase, index: number, result: CaseResult): string {
	const [first, ...others] = result.differences;
	const more = others.length > 0 ? ` (and ${others.length} more)` : "";
	const found = first?.found instanceof Error ? `the error "${first.found.message}"` : show(first?.found);
	return `case ${golden.id ?? index + 1} ${first?.path ?? ""}: expected ${show(first?.expected)}, found ${found}${more}`;
}

function show(value: unknown): string {
	return typeof value === "number" ? String(value) : (JSON.stringify(value)?.slice(0, 120) ?? String(value));
}

/** The lines to print: one a file with its first problems under it, then the counts; the last is the verdict. */
export function report(results: readonly FileResult[]): string[] {
	const sum = (value: (result: FileResult) => number) => results.reduce((total, result) => total + value(result), 0);
	const lines = results.flatMap((result) => [line(result), ...problemLines(result.problems)]);
	const apart = [
		`${sum((result) => result.notClaimed.cases)} cases and ${sum((result) => result.notClaimed.keys.length)} keys not claimed`,
		`${sum((result) => Number(result.notBuilt))} files not built yet`,
	];
	return [
		...lines,
		apart.join(", "),
		`${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`,
	];
}

function line(result: FileResult): string {
	if (result.notBuilt) return `${result.file} not built yet`;
	const { cases, keys } = result.notClaimed;
	const aside = [...(cases > 0 ? [`${cases} cases`] : []), ...keys];
	const note = aside.length > 0 ? ` (not claimed: ${aside.join(", ")})` : "";
	return `${result.file} ${result.passed}/${result.passed + result.failed}${note}`;
}

function problemLines(problems: readonly string[]): string[] {
	const shown = problems.slice(0, 5).map((problem) => `  ${problem}`);
	return problems.length > 5 ? [...shown, `  … and ${problems.length - 5} more`] : shown;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isGoldenCase(value: unknown): value is GoldenCase {
	return isRecord(value) && "expected" in value;
}
