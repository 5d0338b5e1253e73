import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What computes with a real model, starts a kernel or another server, or fetches packages: seconds to minutes, one at a time.
const machine = [
	"test/local/local.test.ts",
	"test/local/embedder.test.ts",
	"test/notebook/kernel-interrupt.test.ts",
	"test/scripts/notebooks.test.ts",
	"test/aws/notebooks.test.ts",
	"test/agents/evaluate-agent-killed.test.ts",
	"test/aws/batch-killed.test.ts",
	"test/aws/moto.test.ts",
	"test/scripts/verify-aws.test.ts",
];

export default defineConfig({
	resolve: {
		alias: {
			"touchstone/testing": fileURLToPath(new URL("./src/testing.ts", import.meta.url)),
			touchstone: fileURLToPath(new URL("./src/index.ts", import.meta.url)),
		},
	},
	test: {
		reporters: ["default", "./scripts/closing-line.ts"],
		testTimeout: 20_000,
		projects: [
			{
				extends: true,
				test: {
					name: "unit",
					include: ["test/**/*.test.ts"],
					exclude: machine,
				},
			},
			{
				extends: true,
				test: {
					name: "machine",
					include: machine,
					fileParallelism: false,
					sequence: { groupOrder: 1 },
					testTimeout: 300_000,
					hookTimeout: 300_000,
				},
			},
		],
	},
});
