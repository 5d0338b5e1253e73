import { MissingDependencyError } from "./errors.ts";

/**
 * Loads an optional peer at its first use.
 *
 * @param load `() => import("the-package")`, written out so that bundlers and Deno see the name
 * @throws MissingDependencyError with the install line when the package is absent
 */
export async function loadPeer<T>(name: string, what: string, load: () => Promise<T>): Promise<T> {
	try {
		return await load();
	} catch (error) {
		if (isNotFound(error, name)) throw new MissingDependencyError(name, what, { cause: error });
		throw error;
	}
}

// Node says ERR_MODULE_NOT_FOUND; Deno says so in words
function isNotFound(error: unknown, name: string): boolean {
	if (!(error instanceof Error)) return false;
	const code = (error as { code?: unknown }).code;
	const absent = code === "ERR_MODULE_NOT_FOUND" || /not a dependency|could not find|cannot find/i.test(error.message);
	return absent && error.message.includes(name);
}
