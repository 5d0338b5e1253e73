// recorded keeps a model's answers on a tape, a file of JSON lines that can be read, reviewed and committed.
// You want it in tests and in notebooks for others: they replay without the model, its key or its cost.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModelError, predict, recorded, scripted, signature } from "touchstone";
import { z } from "zod";

const plural = signature({
	name: "plural",
	instructions: "Give the plural of the noun.",
	input: { noun: z.string() },
	output: { plural: z.string() },
});
const folder = await mkdtemp(join(tmpdir(), "touchstone-"));
const path = join(folder, "plurals.jsonl");

// Record: what is not on the tape is asked and added. local("qwen2.5-coder-0.5b") would go in place of scripted.
const model = scripted(['{"plural":"mice"}']);
await predict(plural).using(recorded(path, { model })).run({ noun: "mouse" });
console.log(`lines on the tape: ${(await readFile(path, "utf8")).trim().split("\n").length}`);

// Replay: no model behind the tape, so what is missing is an error.
const replay = predict(plural).using(recorded(path));
console.log(`replayed: ${(await replay.run({ noun: "mouse" })).output.plural}`);
await replay
	.run({ noun: "goose" })
	.catch((error) => console.log(`goose: ${error instanceof ModelError && error.name}`));
await rm(folder, { recursive: true });

// Prints:
// lines on the tape: 2
// replayed: mice
// goose: ModelError
