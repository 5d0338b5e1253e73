import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
	resolve: {
		alias: {
			"touchstone/testing": fileURLToPath(new URL("./src/testing.ts", import.meta.url)),
			touchstone: fileURLToPath(new URL("./src/index.ts", import.meta.url)),
		},
	},
	test: {
		include: ["test/**/*.test.ts"],
		exclude: ["test/runtime/**", "node_modules/**"],
		typecheck: { include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.json" },
		testTimeout: 20_000,
	},
});
