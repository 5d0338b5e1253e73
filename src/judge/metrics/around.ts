import type { Json } from "../../core/json.ts";
import type { Span } from "../../core/trace.ts";
import type { RunContext } from "../../model/model.ts";
import { runContext } from "../../program/context.ts";
import type { Program } from "../../program/program.ts";

/**
 * A program that asks another one once or several times and makes one output of what comes back: for the missing verdicts, for
 * the majority. What can be tuned, and every model, are the inner program's.
 *
 * @param facts what decides the output besides the inner program, such as the number of repeats
 */
export function around<I, O, InnerI, InnerO>(
	inner: Program<InnerI, InnerO>,
	facts: Readonly<Record<string, Json>>,
	work: (inner: Program<InnerI, InnerO>, input: I, context: RunContext) => Promise<O>,
): Program<I, O> {
	return {
		name: inner.name,
		parameters: inner.parameters,
		structure: { kind: "around", inner: inner.structure, ...facts },
		schemas: inner.schemas,
		models: inner.models,
		with: (parameters) => around(inner.with(parameters), facts, work),
		using: (model) => around(inner.using(model), facts, work),
		run(input, partial) {
			const context = runContext(inner.name, partial);
			return context.trace.span(inner.name, "step", async (trace) => {
				trace.set({ input });
				const output = await work(inner, input, { ...context, trace });
				const repairs = trace.data.children.reduce((sum, child) => sum + repairsIn(child), 0);
				trace.set({ output, repairs });
				return { output, trace: trace.data, repairs };
			});
		},
	};
}

function repairsIn({ attributes }: Span): number {
	return typeof attributes.repairs === "number" ? attributes.repairs : 0;
}
