import type { Delivery } from "./delivery.ts";
import type { Exportable } from "./records.ts";

export interface ExportOptions {
	/** Ends the sending; what has arrived stays there. */
	readonly signal?: AbortSignal;
}

/** Takes reports and traces somewhere. */
export interface Exporter {
	/** Address or path. */
	readonly to: string;
	/**
	 * Sends, and waits until all is there or has failed for good. A run does not wait for it: it is a step of its own,
	 * after the report, and can be made again, for what has arrived is replaced and not doubled.
	 *
	 * @throws ConfigError for wrong keys, for a mask that fails, and for what is neither report nor trace
	 * @throws AbortedError when the signal aborts
	 */
	export(of: Exportable, options?: ExportOptions): Promise<Delivery>;
}

/** An exporter that can also send a file written by `otlp.file`. */
export interface Sender extends Exporter {
	/**
	 * Sends the traces of a file, with their scores and rows.
	 *
	 * @throws DataError when the file cannot be read or holds no traces, and as `export`
	 */
	exportFile(path: string, options?: ExportOptions): Promise<Delivery>;
}
