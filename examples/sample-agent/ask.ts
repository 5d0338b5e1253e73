// Needs a model: npx touchstone models pull qwen2.5-coder-1.5b all-minilm-l6-v2
// Then: npx tsx examples/sample-agent/ask.ts "How many tickets are open?"
import process from "node:process";
import { local, sql, toolCallsOf } from "touchstone";
import { supportAgent } from "./agent.ts";
import { searchableHandbook } from "./handbook.ts";

await using model = local("qwen2.5-coder-1.5b");
await using embedder = local.embedder();
const shop = sql.sqlite.shipped("support-shop");
const desk = supportAgent({ handbook: await searchableHandbook(embedder), shop });

const question = process.argv[2] ?? "According to the handbook, how much does Tolvery Plus cost?";
const { output, trace } = await desk.using(model).run({ history: "", question });
for (const { name, input, error } of toolCallsOf(trace)) console.log(name, input, error ?? "");
console.log(output.answer);
shop.close();
