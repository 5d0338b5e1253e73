// Run by tests as a process of its own: fetches the entry given as JSON, prints what it got and what it saw.
import process from "node:process";
import { modelFile } from "../../../src/local/model-file.ts";
import type { RegistryEntry } from "../../../src/local/registry.ts";

const entry = JSON.parse(process.argv[2] ?? "") as RegistryEntry;
const phases = new Set<string>();
const file = await modelFile(entry.name, {
	entries: [entry],
	onProgress: ({ phase, doneBytes }) => {
		phases.add(phase);
		if (phase === "download" && doneBytes > 0) process.stderr.write("started\n");
	},
});
process.stdout.write(JSON.stringify({ ...file, phases: [...phases] }));
