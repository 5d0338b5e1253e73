import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { makeTrajectories } from "../../datasets/support-agent/make.ts";
import { supportAgent, supportTeam } from "../../examples/sample-agent/agent.ts";
import { searchableHandbook } from "../../examples/sample-agent/handbook.ts";
import { tables } from "../../examples/sample-agent/tables.ts";
import { spanAt } from "../../src/agents/agent-report.ts";
import { evaluateAgent } from "../../src/agents/evaluate-agent.ts";
import { trajectories } from "../../src/agents/trajectories.ts";
import { contextsOf, toolCallsOf } from "../../src/program/agent-trace.ts";
import { sqlite } from "../../src/sql/database.ts";
import { readOnlyGuard } from "../../src/sql/read-only-guard.ts";
import { valueText } from "../../src/sql/result-set.ts";
import { wordEmbedder } from "../agents/lexical-judge.ts";
import { deskOracle } from "./desk-oracle.ts";

const file = fileURLToPath(new URL("../../datasets/support-agent/trajectories.json", import.meta.url));
const set = await trajectories.load(file);
const questions = set.trajectories.flatMap((trajectory) => trajectory.questions);
const ofType = (type: string) => questions.filter((question) => question.type === type);
const shop = sqlite.shipped("support-shop");
const sources = { handbook: await searchableHandbook(wordEmbedder), shop };
afterAll(() => shop.close());

function lines<T>(name: string): T[] {
	const text = readFileSync(new URL(`../../datasets/support-qa/${name}.jsonl`, import.meta.url), "utf8");
	return text
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as T);
}

describe("the trajectories", () => {
	it("are what their questions make", async () => {
		expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(await makeTrajectories(shop));
	});

	it("are 24 questions of all three types in 9 sessions, as the README says", () => {
		expect(set.trajectories.map(({ name }) => name)).toEqual(Array.from({ length: 9 }, (_, n) => `Trajectory${n}`));
		expect(questions.map(({ id }) => id)).toEqual(Array.from({ length: 24 }, (_, n) => n));
		const counts = ["RAG", "TEXT2SQL", "CUSTOM"].map((type) => `| ${type} | ${ofType(type).length} |`);
		const readme = readFileSync(new URL("../../datasets/support-agent/README.md", import.meta.url), "utf8");
		for (const count of counts) expect(readme).toContain(count);
	});

	it.each(ofType("TEXT2SQL"))("$id: the database gives the result that stands there", async ({ expected }) => {
		const { sql = "", queryResult = "", answer, sqlContext = "" } = expected;
		expect(await readOnlyGuard(sql)).toMatchObject({ allowed: true });
		const { rows } = await shop.query(sql);
		expect(rows.length).toBeGreaterThan(0);
		for (const cell of rows.flat()) {
			expect(queryResult.split(/[:,] /)).toContain(valueText(cell));
			expect(answer).toContain(valueText(cell));
		}
		expect(queryResult.split(/[:,] /)).toHaveLength(rows.flat().length);
		for (const [, table] of sql.matchAll(/(?:FROM|JOIN) (\w+)/g)) expect(sqlContext).toContain(`Table ${table}: `);
	});

	it("has no first place that is shared, which would make another answer right too", async () => {
		for (const { expected } of ofType("TEXT2SQL")) {
			const [, column] = /ORDER BY (.+) DESC LIMIT 1$/.exec(expected.sql ?? "") ?? [];
			if (column === undefined) continue;
			const ranked = (expected.sql ?? "")
				.replace("LIMIT 1", "LIMIT 2")
				.replace(/^SELECT .+? FROM/, `SELECT ${column} FROM`);
			const [first, second] = (await shop.query(ranked)).rows.flat();
			expect(first).not.toBe(second);
		}
	});

	it.each(ofType("RAG"))("$id: the answer stands in the handbook", ({ expected }) => {
		const known = lines<{ answer: string; passage_ids: readonly string[] }>("questions").find(
			({ answer }) => answer === expected.answer,
		);
		const passages = lines<{ id: string; title: string; text: string }>("passages");
		const support = passages.filter(({ id }) => known?.passage_ids.includes(id));
		expect(support.length).toBeGreaterThan(0);
		const text = support.map((passage) => `${passage.title} ${passage.text}`).join(" ");
		for (const number of expected.answer.match(/\d+(\.\d+)?/g) ?? []) expect(text).toContain(number);
	});
});

describe("the sample agent", () => {
	it("tells its model of the tables and columns that there are", async () => {
		const told = tables.split("\n").map((line) => /^(\w+)\((.*)\)$/.exec(line)?.slice(1) ?? []);
		const { rows } = await shop.query("SELECT name FROM sqlite_master WHERE type = 'table'");
		expect(told.map(([table]) => table).sort()).toEqual(rows.flat().sort());
		for (const [table = "", columns = ""] of told) {
			const found = await shop.query("SELECT name FROM pragma_table_info(?)", [table]);
			const described = columns.split(", ").map((column) => column.split(": "));
			expect(described.map(([name]) => name)).toEqual(found.rows.flat());
			for (const [name, values] of described) {
				if (values?.includes("|") !== true) continue;
				const there = await shop.query(`SELECT DISTINCT ${name} FROM ${table}`);
				expect(values.split("|").sort()).toEqual(there.rows.flat().map(valueText).sort());
			}
		}
	});

	it("searches the handbook and queries the database", async () => {
		const desk = supportAgent(sources).using(deskOracle(set));
		const asked = async (question = "") => (await desk.run({ history: "", question })).trace;
		const searched = await asked(questions[23]?.question);
		expect(toolCallsOf(searched).map(({ name }) => name)).toEqual(["search"]);
		expect(contextsOf(searched)).toHaveLength(3);
		expect(contextsOf(searched)[0]).toMatch(/^Annual leave\nFull-time employees have 27 days of leave a year/);
		const queried = await asked(questions[1]?.question);
		expect(toolCallsOf(queried)).toMatchObject([{ name: "query", output: "COUNT(*)\n29" }]);
	});

	it("is measured on every question, in no more calls than the notebook is planned for", async () => {
		const model = deskOracle(set);
		const metrics = evaluateAgent.metrics({ embedder: wordEmbedder, database: shop });
		const report = await evaluateAgent(supportAgent(sources).using(model), set, {
			judges: model,
			metrics,
			cache: false,
			progress: false,
		});
		expect(report.questions).toHaveLength(24);
		expect(report.questions.filter(({ error }) => error !== undefined)).toEqual([]);
		expect(report.figures.map(({ key, scored, failed }) => [key, scored, failed])).toEqual([
			["COT_helpfulness", 24, 0],
			["COT_faithfulness", 24, 0],
			["COT_instruction_following", 24, 0],
			["COT_overall", 24, 0],
			["TEXT2SQL_answer_correctness", 9, 0],
			["TEXT2SQL_SQL_equivalence", 9, 0],
			["RAG_semantic_similarity", 9, 0],
			["RAG_faithfulness", 9, 0],
			["RAG_answer_relevancy", 9, 0],
			["RAG_context_recall", 9, 0],
		]);
		const value = (key: string) => report.figures.find((figure) => figure.key === key)?.value;
		expect(value("TEXT2SQL_SQL_equivalence")).toBe(1);
		expect(value("TEXT2SQL_answer_correctness")).toBe(1);
		expect(report.usage.calls).toBe(48);
		expect(report.judgingUsage.calls).toBe(171); // 24 * 3 + 9 * 4 + 9 * 7
		expect(new Set(report.questions.map(({ tag }) => tag))).toEqual(new Set(["SINGLE-AGENT"]));
	});

	it("as a team is scored on the work of the clerk who did it", async () => {
		const model = deskOracle(set);
		const report = await evaluateAgent(
			supportTeam(sources).using(model),
			{ name: "first", hash: "first", trajectories: set.trajectories.slice(0, 1) },
			{ judges: model, embedder: wordEmbedder, database: shop, cache: false, progress: false },
		);
		expect(report.usage.calls).toBe(8);
		expect(report.questions.map(({ tag }) => tag)).toEqual(["MULTI-AGENT", "MULTI-AGENT"]);
		const [rag, records] = report.questions;
		if (rag === undefined || records === undefined) throw new Error("expected two questions");
		expect(spanAt(rag.trace, rag.scores.RAG_faithfulness?.at ?? []).name).toBe("reader");
		expect(spanAt(records.trace, records.scores.TEXT2SQL_SQL_equivalence?.at ?? []).name).toBe("analyst");
		expect(toolCallsOf(records.trace).map(({ name, agent, depth }) => [name, agent, depth])).toEqual([
			["analyst", "supervisor", 0],
			["query", "analyst", 1],
		]);
	});
});
