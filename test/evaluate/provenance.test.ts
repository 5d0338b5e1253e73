import process from "node:process";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { datasetRecord, modelRecords, programRecord, runtime } from "../../src/evaluate/provenance.ts";
import { scripted } from "../../src/model/scripted.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { numbers, task } from "./numbers.ts";

const step = (name: string) =>
	predict(signature({ name, instructions: "Do.", input: { a: z.string() }, output: { b: z.string() } }));

describe("programRecord", () => {
	it("has one hash for equal programs and another for any change of prompt or decoding", () => {
		const { hash, name } = programRecord(predict(task));
		expect(name).toBe("task");
		expect(programRecord(predict({ ...task })).hash).toBe(hash);
		expect(programRecord(predict(task).using(scripted([]))).hash).toBe(hash); // the model is no part of the program
		const reworded = predict(task).with({ task: { instructions: "Do it.", demos: [] } });
		expect(programRecord(reworded).hash).not.toBe(hash);
		expect(programRecord(predict(task, { temperature: 1 })).hash).not.toBe(hash);
	});
});

describe("modelRecords", () => {
	const [one, two] = [scripted([], { id: "one" }), scripted([], { id: "two" })];
	const both = compose("both", { first: step("first"), second: step("second") }, async ({ a }: { a: string }, run) => {
		const { b } = await run.first({ a });
		return run.second({ a: b });
	});

	it("names each model once, with its steps", () => {
		const found = modelRecords(
			both.using((_, path) => (path.includes("first") ? one : two)),
			undefined,
		);
		expect(found.map(({ id, steps }) => [id, steps.length])).toEqual([
			["one", 1],
			["two", 1],
		]);
		const [same] = modelRecords(both.using(one), two); // no step is left for the context's
		expect(same).toMatchObject({ id: "one", identity: one.identity });
		expect(same?.steps).toHaveLength(2);
	});

	it("adds the context's model where a step has none of its own", () => {
		expect(modelRecords(both, two).map(({ id, steps }) => [id, steps])).toEqual([["two", []]]);
		expect(modelRecords(both, undefined)).toEqual([]);
	});
});

it("records a data set by name, rows and content", () => {
	const data = numbers(3);
	expect(datasetRecord(data)).toEqual({ name: "numbers", hash: data.hash, rows: 3 });
	expect(datasetRecord(numbers(2)).hash).not.toBe(data.hash);
});

it("names the runtime with its version", () => expect(runtime()).toBe(`node ${process.versions.node}`));
