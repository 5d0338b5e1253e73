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
 * The one folder of this user where touchstone keeps what it downloads and what it must find again.
 *
 * TOUCHSTONE_HOME moves it. Else: XDG_CACHE_HOME/touchstone or ~/.cache/touchstone on Linux,
 * ~/Library/Caches/touchstone on macOS, %LOCALAPPDATA%\touchstone on Windows.
 *
 * @example
 * cacheFolder({ env: { TOUCHSTONE_HOME: "/big/disk" }, platform: "linux", home: "/home/me" }) // => "/big/disk"
 */
export function cacheFolder(machine: Machine = thisMachine()): string {
	const { env, platform, home } = machine;
	if (env.TOUCHSTONE_HOME) return env.TOUCHSTONE_HOME;
	if (platform === "darwin") return join(home, "Library", "Caches", "touchstone");
	if (platform === "win32") return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "touchstone");
	return join(env.XDG_CACHE_HOME || join(home, ".cache"), "touchstone");
}

/**
 * Where what concerns a cloud account lies: jobs, billable resources, refreshed prices. Below TOUCHSTONE_CACHE if that is
 * set (a check or a test then leaves the user's own alone), else below the user's cache folder, whatever the current
 * folder is: what bills must be found again from everywhere.
 *
 * @example
 * accountFolder({ env: { TOUCHSTONE_CACHE: "/mine" }, platform: "linux", home: "/home/me" }) // => "/mine/aws"
 */
export function accountFolder(machine: Machine = thisMachine()): string {
	return join(machine.env.TOUCHSTONE_CACHE || cacheFolder(machine), "aws");
}

function thisMachine(): Machine {
	return { env: process.env, platform: process.platform, home: homedir() };
}
