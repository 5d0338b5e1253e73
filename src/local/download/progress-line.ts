import { type Clock, systemClock } from "../../core/clock.ts";
import { formatBytes } from "../../view/format.ts";
import type { DownloadProgress } from "./progress.ts";

/**
 * Turns progress into one line for a status bar: how much, how fast, how long still.
 *
 * The rate is the mean since the file's phase began; it and the time left appear after the first second.
 *
 * @example
 * progressLine()({ file: "a.gguf", doneBytes: 5e6, totalBytes: 1e7, source: "Python wheels", phase: "download" }) // => "downloading a.gguf: 5.00 MB of 10.0 MB (Python wheels)"
 */
export function progressLine(clock: Clock = systemClock): (progress: DownloadProgress) => string {
	let phase = "";
	let startMs = 0;
	let startBytes = 0;
	return (progress) => {
		const now = `${progress.file} ${progress.phase} ${progress.source}`;
		if (now !== phase) {
			phase = now;
			startMs = clock.now();
			startBytes = progress.doneBytes;
		}
		const { file, doneBytes, totalBytes, source } = progress;
		const amount =
			totalBytes === null ? formatBytes(doneBytes) : `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`;
		if (progress.phase === "wait") return `waiting for another process that downloads ${file}: ${amount}`;
		if (progress.phase === "verify") return `checking ${file}: ${amount}`;

		const seconds = (clock.now() - startMs) / 1000;
		const bytesPerSecond = seconds >= 1 ? (doneBytes - startBytes) / seconds : 0;
		const rate = bytesPerSecond > 0 ? `, ${formatBytes(bytesPerSecond)}/s` : "";
		const left =
			bytesPerSecond > 0 && totalBytes !== null
				? `, ${Math.ceil((totalBytes - doneBytes) / bytesPerSecond)} s left`
				: "";
		return `downloading ${file}: ${amount}${rate}${left} (${source})`;
	};
}
