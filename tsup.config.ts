import { defineConfig } from "tsup";

export default defineConfig({
	entry: {
		index: "src/index.ts",
		metric: "src/metric/index.ts",
		stats: "src/stats/index.ts",
		testing: "src/testing.ts",
		cli: "src/cli.ts",
	},
	format: ["esm"],
	target: "node20",
	// Four functions of it are used: bundled they cost nothing at import, as a package some ten milliseconds.
	noExternal: ["simple-statistics"],
	dts: true,
	clean: true,
	sourcemap: true,
});
