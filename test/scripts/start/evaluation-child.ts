/**
 * The evaluation of `npm start` on scripted models, of which one hangs: `evaluation-child.ts OUT WHERE`, with WHERE
 * "old 2" (the model old, after two answers) or "old closing".
 */
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { dataset, type Model, metric, predict, scripted, signature } from "touchstone";
import { z } from "zod";
import { evaluateModels } from "../../../scripts/start/evaluation.ts";
import type { Task } from "../../../scripts/start/tasks.ts";

const [out = "", where = ""] = process.argv.slice(2);
const [stuck, when] = where.split(" ");
const parity = signature({
	name: "parity",
	instructions: "Even or odd?",
	input: { n: z.number() },
	output: { label: z.enum(["even", "odd"]) },
});
const rows = dataset(
	Array.from({ length: 12 }, (_, n) => ({ n, label: n % 2 === 0 ? "even" : "odd" })),
	{ name: "numbers", input: ["n"], expected: ["label"] },
);
const task = {
	name: "numbers",
	program: predict(parity),
	test: rows,
	metrics: [metric.accuracy("label")],
	label: "label",
} as unknown as Task;

function open(name: string): Model {
	const model = scripted(
		async (_request, index, { signal }) => {
			if (name === stuck && index === Number(when)) {
				console.log(`${name} hangs`);
				await setTimeout(60_000, undefined, signal === undefined ? {} : { signal });
			}
			return JSON.stringify({ label: "even" });
		},
		{ id: name },
	);
	const close = async () => {
		if (name !== stuck || when !== "closing") return;
		console.log(`${name} hangs`);
		await setTimeout(1000);
	};
	return Object.assign(model, { [Symbol.asyncDispose]: close });
}

process.exitCode = await evaluateModels(task, rows, {
	models: ["old", "new"],
	open,
	concurrency: 1,
	cache: false,
	planOnly: false,
	out,
});
