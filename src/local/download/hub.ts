import { open } from "node:fs/promises";
import process from "node:process";
import { messageOf, throwIfAborted } from "../../core/errors.ts";
import { hasErrorCode } from "../../core/has-error-code.ts";
import { formatBytes } from "../../view/format.ts";
import type { HubSource } from "../registry.ts";
import { cutTo, type PartialFile, sizeOf } from "./partial-file.ts";

/** Short, so that a network without the hub costs a few seconds and not a minute. */
const ANSWER_MS = 5_000;
/** A line that sends nothing for so long is dead. */
const SILENCE_MS = 30_000;

/** Where the file is: HF_ENDPOINT moves the hub to a mirror, as in its own tools. */
export function hubUrl(source: HubSource): string {
	const base = (process.env.HF_ENDPOINT || "https://huggingface.co").replace(/\/+$/, "");
	return `${base}/${source.repository}/resolve/main/${source.file.split("/").map(encodeURIComponent).join("/")}`;
}

/**
 * Fills a partial file from the hub, going on where it ends. A line cut in the middle is taken up again
 * for as long as each attempt brings something.
 *
 * @throws Error in plain words when the hub does not answer, does not have the file, or has one of another size
 */
export async function downloadFromHub(source: HubSource, target: PartialFile): Promise<void> {
	// without a sum to check at the end, an older half on the disk may belong to another revision
	if (!target.pinned) await cutTo(target.path, 0);
	let revision: string | null = null;
	for (;;) {
		const before = await sizeOf(target.path);
		try {
			await fetchRest(hubUrl(source), target, before, revision, (etag) => {
				revision = etag;
			});
			return;
		} catch (error) {
			throwIfAborted(target.signal);
			const resumable = target.pinned || revision !== null;
			const arrived = (await sizeOf(target.path)) - before;
			if (!resumable || arrived <= 0 || hasErrorCode(error, "ENOSPC")) throw error;
		}
	}
}

async function fetchRest(
	url: string,
	target: PartialFile,
	have: number,
	revision: string | null,
	onRevision: (etag: string | null) => void,
): Promise<void> {
	const silence = watchSilence(target.signal);
	try {
		const headers: Record<string, string> = { "accept-encoding": "identity" }; // ranges count the file's own bytes
		if (have > 0) headers.range = `bytes=${have}-`;
		if (have > 0 && revision !== null) headers["if-range"] = revision;
		const response = await fetch(url, { headers, signal: silence.signal }).catch((error: unknown) => {
			throw new Error(
				`${url}: ${silence.signal.aborted ? `no answer within ${ANSWER_MS / 1000} s` : reasonOf(error)}`,
				{ cause: error },
			);
		});
		silence.heard();
		if (!response.ok || response.body === null)
			throw new Error(`${url} answered ${response.status} ${response.statusText}`);
		onRevision(response.headers.get("etag"));

		const start = startOf(response);
		const length = response.headers.get("content-length");
		const total = length === null ? target.totalBytes : start + Number(length);
		if (target.totalBytes !== null && total !== target.totalBytes) {
			// a login page of a captive network, or another file under the same name
			await response.body.cancel();
			throw new Error(`${url}: expected ${target.totalBytes} bytes, found ${total}`);
		}
		await cutTo(target.path, start); // a server that does not know ranges starts over
		const done = await append(response.body, target, start, total, silence.heard);
		if (total !== null && done < total) {
			throw new Error(`${url}: the connection closed after ${formatBytes(done)} of ${formatBytes(total)}`);
		}
	} finally {
		silence.stop();
	}
}

async function append(
	body: ReadableStream<Uint8Array>,
	target: PartialFile,
	start: number,
	total: number | null,
	heard: () => void,
): Promise<number> {
	let done = start;
	const file = await open(target.path, "a");
	try {
		const reader = body.getReader();
		for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
			heard();
			await file.write(chunk.value);
			done += chunk.value.byteLength;
			target.onBytes(done, total);
		}
	} finally {
		await file.close();
	}
	return done;
}

// "bytes 100-499/500" when the server honours the range, else the whole file from 0
function startOf(response: Response): number {
	if (response.status !== 206) return 0;
	return Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? 0);
}

function watchSilence(signal: AbortSignal | undefined): { signal: AbortSignal; heard: () => void; stop: () => void } {
	const controller = new AbortController();
	const hangUp = () => controller.abort();
	signal?.addEventListener("abort", hangUp, { once: true });
	let timer = setTimeout(hangUp, ANSWER_MS);
	return {
		signal: controller.signal,
		heard() {
			clearTimeout(timer);
			timer = setTimeout(hangUp, SILENCE_MS);
		},
		stop() {
			clearTimeout(timer);
			signal?.removeEventListener("abort", hangUp);
		},
	};
}

// fetch says "fetch failed" and keeps the reason in its cause
function reasonOf(error: unknown): string {
	const cause = error instanceof Error ? error.cause : undefined;
	return cause === undefined ? messageOf(error) : messageOf(cause) || String((cause as { code?: unknown }).code);
}
