import { join } from "node:path";
import { expect, test } from "vitest";
import { modelFolder } from "../../src/local/cache-folder.ts";
import { temporaryHome } from "./support/temporary-home.ts";

const home = temporaryHome();

test("a hub repository is one folder in the cache folder", () => {
	expect(modelFolder("owner/name")).toBe(join(home.path, "models", "owner--name"));
});
