// cache keeps answers on disk, so that the same question to the same model is asked once.
// You want it nearly always: a second run costs nothing. evaluate puts one around every model by itself.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cache, predict, scripted, signature, wrap } from "touchstone";
import { z } from "zod";

const capital = signature({
	name: "capital",
	instructions: "Name the country's capital.",
	input: { country: z.string() },
	output: { capital: z.string() },
});
const folder = await mkdtemp(join(tmpdir(), "touchstone-"));

// Knows one answer, and would fail if it were asked twice. local("qwen2.5-coder-0.5b") would go here.
const model = scripted(['{"capital":"Reykjavik"}']);
const program = predict(capital).using(wrap(model, cache({ folder })));

for (const run of ["first", "second"]) {
	const { output, trace } = await program.run({ country: "Iceland" });
	const call = trace.children[0];
	console.log(`${run} run: ${output.capital}, from the cache: ${call?.attributes.cached}`);
}
console.log(`calls to the model: ${model.calls}`);
await rm(folder, { recursive: true });

// Prints:
// first run: Reykjavik, from the cache: false
// second run: Reykjavik, from the cache: true
// calls to the model: 1
