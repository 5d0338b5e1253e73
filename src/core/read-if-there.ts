import { readFileSync } from "node:fs";
import { hasErrorCode } from "./has-error-code.ts";

/** The text of a file; "" where there is no file yet. */
export function readIfThere(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		if (hasErrorCode(error, "ENOENT")) return "";
		throw error;
	}
}
