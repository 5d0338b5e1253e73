import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What is loaded when `import "touchstone"` runs: packages reached without a dynamic import. */
async function loadedAtOnce(entry: string): Promise<string[]> {
	const { metafile } = await build({
		entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
		bundle: true,
		packages: "external",
		format: "esm",
		platform: "node",
		splitting: true,
		outdir: "unused",
		write: false,
		metafile: true,
	});
	const outputs = metafile.outputs;
	const first = Object.keys(outputs).find(
		(name) => outputs[name]?.entryPoint !== undefined && name.endsWith("/index.js"),
	);
	const packages = new Set<string>();
	const seen = new Set<string>();
	const visit = (name: string) => {
		if (seen.has(name)) return;
		seen.add(name);
		for (const { path, kind, external } of outputs[name]?.imports ?? []) {
			if (kind === "dynamic-import") continue;
			if (external) packages.add(path);
			else visit(path);
		}
	};
	visit(first ?? "");
	return [...packages].filter((name) => !name.startsWith("node:")).sort();
}

describe("the module graph", () => {
	it("loads nothing heavy at import: no peer, no schema library, no data frame, no CSV parser", async () => {
		expect(await loadedAtOnce("../src/index.ts")).toEqual(["simple-statistics"]);
	});
});
