import { textSchema } from "../../src/core/text-schema.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

export const quiet = { cache: false, progress: false } as const;

const echo = predict(
	signature({ name: "write", instructions: "Write.", input: { topic: textSchema() }, output: { text: textSchema() } }),
);

/** A report whose row n holds the text that `text` gives for n. */
export function written(
	name: string,
	count: number,
	text: (row: number) => string | Error,
	metrics: readonly Metric<{ topic: string }, unknown, { text: string }>[] = [],
) {
	const data = datasetOf(
		Array.from({ length: count }, (_, row) => ({ topic: `topic ${row}` })),
		{ input: ["topic"], expected: [] as const },
	);
	const model = scripted(
		(request) => {
			const row = Number(/topic (\d+)/.exec(JSON.stringify(request.messages))?.[1]);
			const said = text(row);
			return said instanceof Error ? said : JSON.stringify({ text: said });
		},
		{ id: name, identity: name },
	);
	return evaluate(echo.using(model), data, metrics, { ...quiet, name });
}

/** What stands in a tagged section of the last turn of a request. */
export function section(request: { readonly messages: readonly unknown[] }, name: string): string {
	const last = JSON.stringify(request.messages[0]);
	return new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(last)?.[1] ?? "";
}
