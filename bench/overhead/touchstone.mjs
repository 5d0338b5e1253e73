/**
 * touchstone, as built for publishing: `run` calls the program alone, `evaluate` does all of it, with a metric, a trace
 * for each row and a report at the end. Caching is off, as it is for the peers.
 */
import { z } from "zod";
import { dataset, evaluate, metric, openai, predict, signature } from "../.bench/touchstone/index.js";
import { expected, inLanes, instructions, question, serveBench } from "./client.mjs";

const [base, mode] = process.argv.slice(2);
const ask = signature({ name: "ask", instructions, input: { question: z.string() }, output: { answer: z.string() } });
const program = predict(ask).using(openai({ baseURL: `${base}/json/v1`, model: "instant" }));

async function throughRun(calls, concurrency) {
	await inLanes(calls, concurrency, async (number) => {
		const { output } = await program.run({ question: question(number) });
		return output.answer;
	});
}

async function throughEvaluate(calls, concurrency) {
	const rows = Array.from({ length: calls }, (_, number) => ({ question: question(number), answer: expected }));
	const data = dataset(rows, { input: ["question"], expected: ["answer"] });
	const options = { cache: false, progress: false, concurrency };
	const report = await evaluate(program, data, [metric.exact("answer")], options);
	const { value } = report.summary.exact;
	if (value !== 1) throw new Error(`expected every answer to be exact, found ${value}`);
}

await serveBench(mode === "evaluate" ? throughEvaluate : throughRun);
