import type { Mask } from "./mask.ts";
import type { SendOptions } from "./send.ts";

export interface LangfuseOptions extends SendOptions {
	readonly publicKey: string;
	readonly secretKey: string;
	/** Default: Langfuse's cloud in the EU, https://cloud.langfuse.com. */
	readonly baseUrl?: string;
	/** Keeps traces apart in Langfuse: "production", "ci". Default: Langfuse's own, "default". */
	readonly environment?: string;
	readonly release?: string;
	/** Applied to every text before it is sent. */
	readonly mask?: Mask;
	/** Whether the rows of a report's data set, and its run over them, are sent too. Default true. */
	readonly dataset?: boolean;
}
