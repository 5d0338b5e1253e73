/** Where a download stands. */
export interface DownloadProgress {
	readonly file: string;
	readonly doneBytes: number;
	/** null while the size is unknown (a hub file that is not pinned, before its first byte). */
	readonly totalBytes: number | null;
	/** Who is sending: "Hugging Face hub", "Python wheels", or "another process". */
	readonly source: string;
	/** download: bytes arrive · wait: another process is downloading the same file · verify: the sum is being computed. */
	readonly phase: "download" | "wait" | "verify";
}

export type OnDownloadProgress = (progress: DownloadProgress) => void;
