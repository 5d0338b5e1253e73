// A notebook's kernel that a test kills: it evaluates as a batch, and is never done.
import process from "node:process";
import { bedrock } from "../../src/aws/bedrock.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { engine, numbers, program } from "./batch-task.ts";

const [first = ""] = process.argv.slice(2);
await evaluate(program.using(bedrock("nova-lite")), numbers(100, Number(first)), [], {
	engine: engine(),
	cache: false,
	progress: false,
});
