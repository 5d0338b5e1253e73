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

// Both Node and Deno name what was not found first, in quotes. It may be the peer, or a file inside a broken install of it;
// where it is a package that the peer wants, installing the peer is not the remedy.
function isNotFound(error: unknown, name: string): boolean {
	if (!(error instanceof Error) || (error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") return false;
	const [, found = ""] = /["']([^"']+)["']/.exec(error.message) ?? [];
	return found === name || found.includes(`/node_modules/${name}/`);
}
