import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** What decides where the cache lives; the machine's own by default, another one in tests. */
export interface Machine {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly platform: string;
	readonly home: string;
}

/**
 * The one folder where touchstone keeps what it downloads.
 *
 * TOUCHSTONE_HOME moves it. Else: XDG_CACHE_HOME/touchstone or ~/.cache/touchstone on Linux,
 * ~/Library/Caches/touchstone on macOS, %LOCALAPPDATA%\touchstone on Windows.
 *
 * @example
 * cacheFolder({ env: { TOUCHSTONE_HOME: "/big/disk" }, platform: "linux", home: "/home/me" }) // => "/big/disk"
 */
export function cacheFolder(
	machine: Machine = { env: process.env, platform: process.platform, home: homedir() },
): string {
	const { env, platform, home } = machine;
	if (env.TOUCHSTONE_HOME) return env.TOUCHSTONE_HOME;
	if (platform === "darwin") return join(home, "Library", "Caches", "touchstone");
	if (platform === "win32") return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "touchstone");
	return join(env.XDG_CACHE_HOME || join(home, ".cache"), "touchstone");
}

/** Where the files of one model live. */
export function modelFolder(name: string): string {
	// "owner/name" of a hub repository becomes one folder
	return join(cacheFolder(), "models", name.replaceAll("/", "--"));
}
