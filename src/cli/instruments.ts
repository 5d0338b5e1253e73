import { mkdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { cacheFolder } from "../core/cache-folder.ts";
import { findPip } from "../local/download/python.ts";
import { freeBytes } from "../local/download/room.ts";
import { runProgram } from "../local/download/run-program.ts";
import { listModels } from "../local/models.ts";
import type { Instruments } from "./doctor.ts";

const PATIENCE_MS = 20_000;

/** The real machine. */
export function machineInstruments(stop: AbortSignal): Instruments {
	const signal = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]);
	// what a project installed for itself counts: its npm programs, and its Python environment (where `npm run lab` makes it)
	const path = [process.env.PATH ?? "", join(process.cwd(), "node_modules", ".bin")].join(delimiter);
	const venv = process.env.TOUCHSTONE_VENV ?? join(process.cwd(), ".venv");
	const inVenv = process.platform === "win32" ? join("Scripts", "jupyter.exe") : join("bin", "jupyter");
	return {
		nodeVersion: process.versions.node,
		denoVersion: (process.versions as { deno?: string }).deno ?? null,
		run: async (command, args) => (await runProgram(command, args, { signal, env: { PATH: path } })).stdout,
		jupyters: ["jupyter", join(venv, inVenv)],
		findPip: async () => (await findPip({ signal })).version,
		peers: [
			{ name: "node-llama-cpp", purpose: "local language models", load: () => import("node-llama-cpp") },
			{ name: "onnxruntime-web", purpose: "local embeddings", load: () => import("onnxruntime-web") },
			{ name: "@huggingface/tokenizers", purpose: "local embeddings", load: () => import("@huggingface/tokenizers") },
			{ name: "@observablehq/plot", purpose: "charts", load: () => import("@observablehq/plot") },
			{ name: "linkedom", purpose: "charts", load: () => import("linkedom") },
			{ name: "node-sqlite3-wasm", purpose: "databases", load: () => import("node-sqlite3-wasm") },
			{ name: "node-sql-parser", purpose: "the guard of databases", load: () => import("node-sql-parser") },
			{
				name: "@aws-sdk/client-bedrock-runtime",
				purpose: "models on Amazon Bedrock",
				load: () => import("@aws-sdk/client-bedrock-runtime"),
			},
			{
				name: "@aws-sdk/client-bedrock",
				purpose: "Bedrock's lists and jobs",
				load: () => import("@aws-sdk/client-bedrock"),
			},
			{
				name: "@aws-sdk/client-bedrock-agent-runtime",
				purpose: "Bedrock's agents and prompt optimization",
				load: () => import("@aws-sdk/client-bedrock-agent-runtime"),
			},
			{
				name: "@aws-sdk/client-sagemaker-runtime",
				purpose: "models on SageMaker endpoints",
				load: () => import("@aws-sdk/client-sagemaker-runtime"),
			},
			{ name: "@aws-sdk/client-s3", purpose: "files of batch jobs", load: () => import("@aws-sdk/client-s3") },
			{ name: "@aws-sdk/client-sts", purpose: "whose AWS account it is", load: () => import("@aws-sdk/client-sts") },
			{ name: "@aws-sdk/client-pricing", purpose: "AWS's price list", load: () => import("@aws-sdk/client-pricing") },
		],
		listModels: () => listModels(),
		cacheFolder: cacheFolder(),
		async tryToWrite(folder) {
			await mkdir(folder, { recursive: true });
			const file = join(folder, `.doctor-${process.pid}`);
			await writeFile(file, "");
			await rm(file);
		},
		freeBytes,
		threads: availableParallelism(),
		memoryBytes: totalmem(),
	};
}
