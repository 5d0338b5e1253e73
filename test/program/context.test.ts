import { expect, it } from "vitest";
import { startTrace } from "../../src/core/trace.ts";
import { runContext } from "../../src/program/context.ts";

it("fills what a caller left out: a fresh trace of the program's name, seed 0", () => {
	const context = runContext("relevance");
	expect(context.seed).toBe(0);
	expect(context.trace.data).toMatchObject({ name: "relevance", children: [] });
	expect(runContext("relevance").trace).not.toBe(context.trace);
});

it("keeps what a caller gave", () => {
	const trace = startTrace("mine");
	const { signal } = new AbortController();
	expect(runContext("relevance", { trace, seed: 7, signal, sample: 2 })).toEqual({ trace, seed: 7, signal, sample: 2 });
});
