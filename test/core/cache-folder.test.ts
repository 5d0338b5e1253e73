import { afterEach, expect, test, vi } from "vitest";
import { accountFolder, cacheFolder } from "../../src/core/cache-folder.ts";

afterEach(() => vi.unstubAllEnvs());

test("each platform's own place", () => {
	expect(cacheFolder({ env: {}, platform: "linux", home: "/home/me" })).toBe("/home/me/.cache/touchstone");
	expect(cacheFolder({ env: { XDG_CACHE_HOME: "/x" }, platform: "linux", home: "/home/me" })).toBe("/x/touchstone");
	expect(cacheFolder({ env: {}, platform: "darwin", home: "/Users/me" })).toBe("/Users/me/Library/Caches/touchstone");
	expect(cacheFolder({ env: { LOCALAPPDATA: "/local" }, platform: "win32", home: "/me" })).toBe("/local/touchstone");
});

test("an empty variable is no variable", () => {
	const env = { TOUCHSTONE_HOME: "", TOUCHSTONE_CACHE: "" };
	expect(cacheFolder({ env, platform: "linux", home: "/h" })).toBe("/h/.cache/touchstone");
	expect(accountFolder({ env, platform: "linux", home: "/h" })).toBe("/h/.cache/touchstone/aws");
});

test("TOUCHSTONE_HOME moves it on this machine", () => {
	vi.stubEnv("TOUCHSTONE_HOME", "/elsewhere");
	expect(cacheFolder()).toBe("/elsewhere");
});

test("what concerns an account stays in one place, unless TOUCHSTONE_CACHE sets it apart", () => {
	const machine = { platform: "linux", home: "/h" };
	expect(accountFolder({ ...machine, env: { TOUCHSTONE_HOME: "/big" } })).toBe("/big/aws");
	expect(accountFolder({ ...machine, env: { TOUCHSTONE_HOME: "/big", TOUCHSTONE_CACHE: "/one" } })).toBe("/one/aws");
});
