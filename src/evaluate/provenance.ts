import process from "node:process";
import { hash } from "../core/hash.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Model } from "../model/model.ts";
import type { Program } from "../program/program.ts";
import type { ModelRecord, Provenance } from "./report.ts";

/** Name, hash and parameters of a program; equal hashes mean equal prompts, fields and steps. */
export function programRecord<I, O>(program: Program<I, O>): Provenance["program"] {
	return {
		name: program.name,
		hash: hash([program.structure, program.parameters], 16),
		parameters: program.parameters,
	};
}

/** The models a program will use, each once, with the steps that use it. */
export function modelRecords<I, O>(program: Program<I, O>, fromContext: Model | undefined): ModelRecord[] {
	const records = new Map<string, ModelRecord>();
	const add = (model: Model, steps: readonly string[]) => {
		const { id, identity, facts = {} } = model;
		const before = records.get(identity);
		records.set(identity, { id, identity, facts, steps: [...(before?.steps ?? []), ...steps] });
	};
	for (const [step, model] of Object.entries(program.models)) add(model, [step]);
	const unbound = Object.keys(program.parameters).some((step) => program.models[step] === undefined);
	if (unbound && fromContext !== undefined) add(fromContext, []);
	return [...records.values()];
}

export function datasetRecord<I, E>(data: Dataset<I, E>): Provenance["dataset"] {
	return { name: data.name, hash: data.hash, rows: data.length };
}

export function runtime(): string {
	const deno = (globalThis as { Deno?: { version: { deno: string } } }).Deno;
	return deno === undefined ? `node ${process.versions.node}` : `deno ${deno.version.deno}`;
}
