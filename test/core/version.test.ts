import { expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { version } from "../../src/core/version.ts";

it("is the package's version", () => {
	expect(version).toBe(manifest.version);
});
