import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder, modelFolder } from "../../src/local/cache-folder.ts";
import { temporaryHome } from "./support/temporary-home.ts";

const home = temporaryHome();

test("each platform's own place", () => {
	expect(cacheFolder({ env: {}, platform: "linux", home: "/home/me" })).toBe("/home/me/.cache/touchstone");
	expect(cacheFolder({ env: { XDG_CACHE_HOME: "/x" }, platform: "linux", home: "/home/me" })).toBe("/x/touchstone");
	expect(cacheFolder({ env: {}, platform: "darwin", home: "/Users/me" })).toBe("/Users/me/Library/Caches/touchstone");
	expect(cacheFolder({ env: { LOCALAPPDATA: "/local" }, platform: "win32", home: "/me" })).toBe("/local/touchstone");
});

test("an empty variable is no variable", () => {
	expect(cacheFolder({ env: { TOUCHSTONE_HOME: "" }, platform: "linux", home: "/h" })).toBe("/h/.cache/touchstone");
});

test("TOUCHSTONE_HOME moves it, a hub repository is one folder in it", () => {
	expect(cacheFolder()).toBe(home.path);
	expect(modelFolder("owner/name")).toBe(join(home.path, "models", "owner--name"));
});
