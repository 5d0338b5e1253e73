import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { trajectories } from "../../src/agents/trajectories.ts";
import { isTouchstoneError } from "../../src/core/errors.ts";

const shared = fileURLToPath(new URL("../../../shared/datasets/agent-eval/", import.meta.url));
const rag = {
	question_id: 0,
	question_type: "RAG",
	question: "Was Lincoln the sixteenth president?",
	ground_truth: "yes",
};
const truth = {
	ground_truth_sql_query: "SELECT 1",
	ground_truth_sql_context: "Table t",
	ground_truth_query_result: "1",
	ground_truth_answer: "one",
};
const sql = { question_id: 1, question_type: "TEXT2SQL", question: "How many?", ground_truth: truth };

function errorOf(json: unknown) {
	try {
		trajectories.parse(json, "mine");
	} catch (error) {
		if (isTouchstoneError(error)) return error as typeof error & { row?: number; column?: string };
	}
	throw new Error("expected parse to throw");
}

describe("trajectories", () => {
	it("reads the three types of question", () => {
		const custom = { question_id: 2, question_type: "CUSTOM", question: "Draw it.", ground_truth: "" };
		const set = trajectories.parse(JSON.stringify({ Trajectory0: [rag, sql], Trajectory1: [custom] }));
		expect(set.trajectories.map(({ name, questions }) => [name, questions.length])).toEqual([
			["Trajectory0", 2],
			["Trajectory1", 1],
		]);
		expect(set.trajectories[0]?.questions[1]).toEqual({
			id: 1,
			type: "TEXT2SQL",
			question: "How many?",
			expected: { answer: "one", sql: "SELECT 1", sqlContext: "Table t", queryResult: "1" },
		});
		expect(set.trajectories[1]?.questions[0]?.expected).toEqual({ answer: "" });
		expect(set.view().text).toContain("3 questions in 2 trajectories (1 RAG, 1 TEXT2SQL, 1 CUSTOM)");
	});

	it("takes a CUSTOM question without ground truth", () => {
		const { ground_truth: _, ...bare } = { ...rag, question_type: "CUSTOM" };
		expect(trajectories.parse({ Trajectory0: [bare] }).trajectories[0]?.questions[0]?.expected).toEqual({ answer: "" });
	});

	it("places a wrong type by trajectory, question and field", () => {
		const error = errorOf({ Trajectory0: [rag, { ...sql, question_type: "SQL" }] });
		expect(error.code).toBe("data");
		expect(error.message).toBe(
			'trajectories mine: Trajectory0, question 2, field question_type: expected "RAG", "TEXT2SQL" or "CUSTOM", found "SQL"',
		);
		expect([error.row, error.column]).toEqual([2, "question_type"]);
	});

	it("tells every fault of a file at once", () => {
		const broken = {
			Trajectory0: [{ ...rag, question_id: "0" }, { ...sql, question: " " }, null],
			Trajectory1: [{ ...sql, ground_truth: { ...truth, ground_truth_answer: 67 } }],
			Trajectory2: [],
			Other: [{ ...rag, question_id: 9 }],
		};
		expect(errorOf(broken).message.split("\n")).toEqual([
			'trajectories mine: Trajectory0, question 1, field question_id: expected a whole number, found "0"',
			'Trajectory0, question 2, field question: expected a text, found " "',
			"Trajectory0, question 3: expected a question, as an object, found null",
			"Trajectory1, question 1, field ground_truth.ground_truth_answer: expected a text, found 67",
			"Trajectory2: expected a list of at least one question, found []",
			'Other: expected a name that ends in a number, such as "Trajectory0", found "Other"',
			"Trajectory1, question 1, field question_id: expected an id that no other question has (Trajectory0, question 2 has this one), found 1",
		]);
	});

	it("refuses what is no set of trajectories", () => {
		expect(errorOf([rag]).message).toMatch(/expected an object/);
		expect(errorOf({}).message).toBe("trajectories mine: the file: expected at least one trajectory, found {}");
		expect(errorOf('{ "Trajectory0": [').message).toMatch(/^trajectories mine: expected JSON: /);
	});

	it("does not lose a trajectory whose name stands twice", () => {
		const once = JSON.stringify([rag]);
		expect(errorOf(`{"Trajectory0": ${once}, "Trajectory0": ${once}}`).message).toBe(
			'trajectories mine: expected each trajectory once, found "Trajectory0" twice. Rename one.',
		);
	});

	it("says which file it could not read", async () => {
		await expect(trajectories.load("/nowhere/file.json")).rejects.toThrow(/cannot read \/nowhere\/file\.json/);
	});
});

describe.skipIf(!existsSync(shared))("the public trajectories (needs ../shared/datasets/agent-eval)", () => {
	it("are 56 questions in 21 trajectories: 27 TEXT2SQL, 22 RAG, 7 CUSTOM", async () => {
		const set = await trajectories.load(`${shared}hcls_trajectories.json`);
		const types = set.trajectories.flatMap(({ questions }) => questions.map(({ type }) => type));
		expect(set.trajectories).toHaveLength(21);
		expect(["TEXT2SQL", "RAG", "CUSTOM"].map((type) => types.filter((one) => one === type).length)).toEqual([
			27, 22, 7,
		]);
	});

	it("has the sample of three", async () => {
		const set = await trajectories.load(`${shared}sample_data_file.json`);
		expect(set.trajectories.map(({ questions }) => questions.map(({ type }) => type))).toEqual([
			["RAG"],
			["TEXT2SQL"],
			["CUSTOM"],
		]);
	});
});
