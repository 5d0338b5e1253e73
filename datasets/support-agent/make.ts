/** Writes trajectories.json. Run: npx tsx datasets/support-agent/make.ts */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Database, sqlite } from "../../src/sql/database.ts";
import { valueText } from "../../src/sql/result-set.ts";
import { sessions, type WrittenQuestion } from "./questions.ts";

/** The file's content: "Trajectory0", … with the questions of each, numbered through. */
export async function makeTrajectories(shop: Database): Promise<Record<string, readonly object[]>> {
	const made: Record<string, readonly object[]> = {};
	let id = 0;
	for (const [index, session] of sessions.entries()) {
		const questions: object[] = [];
		for (const written of session) questions.push(await question(id++, written, shop));
		made[`Trajectory${index}`] = questions;
	}
	return made;
}

async function question(id: number, written: WrittenQuestion, shop: Database): Promise<object> {
	const { type, question: asked } = written;
	const truth = type === "RAG" ? answerOf(written.answerOf) : type === "CUSTOM" ? "" : await sqlTruth(written, shop);
	return { question_id: id, question_type: type, question: asked, ground_truth: truth };
}

async function sqlTruth({ sql, answer }: { readonly sql: string; readonly answer: string }, shop: Database) {
	const { rows } = await shop.query(sql);
	const cells = rows.flat().map(valueText);
	return {
		ground_truth_sql_query: sql,
		ground_truth_sql_context: await contextOf(sql, shop),
		ground_truth_query_result: rows.map((row) => row.map(valueText).join(": ")).join(", "),
		ground_truth_answer: answer.replace(/\{(\d+)\}/g, (_, place: string) => cells[Number(place) - 1] ?? "?"),
	};
}

/** The columns of the tables that a statement reads. */
async function contextOf(sql: string, shop: Database): Promise<string> {
	const tables = [...sql.matchAll(/\b(?:FROM|JOIN) (\w+)/g)].map(([, table = ""]) => table);
	const described = tables.map(async (table) => {
		const { rows } = await shop.query("SELECT name, type FROM pragma_table_info(?)", [table]);
		return `Table ${table}: ${rows.map(([name, type]) => `${name} ${type}`).join(", ")}`;
	});
	return (await Promise.all(described)).join("\n");
}

const answers = new Map(
	readFileSync(new URL("../support-qa/questions.jsonl", import.meta.url), "utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as { readonly id: string; readonly answer: string })
		.map(({ id, answer }) => [id, answer]),
);

function answerOf(id: string): string {
	const answer = answers.get(id);
	if (answer === undefined) throw new Error(`support-agent: expected question ${id} in support-qa, found none`);
	return answer;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	const shop = sqlite.shipped("support-shop");
	const made = await makeTrajectories(shop);
	shop.close();
	writeFileSync(new URL("./trajectories.json", import.meta.url), `${JSON.stringify(made, null, "\t")}\n`);
	console.log(`${Object.values(made).flat().length} questions in ${Object.keys(made).length} trajectories`);
}
