// The sample agent: a support desk that searches a handbook and queries a database, as one agent and as three.
import { agent, asTool, type Retriever, signature, sql } from "touchstone";
import { z } from "zod";
import { tables } from "./tables.ts";

/** What an agent of the desk looks things up in. */
export interface Sources {
	readonly handbook: Retriever;
	readonly shop: sql.Database;
}

// Short prompts, short answers and few steps: a small model reads about 115 tokens a second, and loses the thread of long ones.
const limits = { maxSteps: 5, maxTokens: 256, repairs: 1, atLimit: "answer" } as const;

const searchTool = ({ handbook }: Sources) =>
	handbook.asTool({ description: "Finds the passages of the shop's handbook about a question." });

const queryTool = ({ shop }: Sources) =>
	sql.asTool(shop, { description: `Runs one SQLite SELECT on the shop's database. Its tables:\n${tables}` });

/** One agent with both tools. */
export function supportAgent(sources: Sources) {
	return agent(
		signature({
			name: "support_desk",
			instructions: `You work at the support desk of the shop Tolvery. Look things up before you answer.
Rules (delivery, returns, warranty, payment, staff) are in the handbook: search it.
Customers, orders, products, tickets and refunds are in the database: query it.
Then answer in one or two sentences with what you found. What is in neither, you do not know.`,
			input: { history: z.string().describe("Earlier turns of the conversation"), question: z.string() },
			output: { answer: z.string() },
		}),
		{ tools: [searchTool(sources), queryTool(sources)], ...limits },
	);
}

/** The same desk as a supervisor with two agents under it, each with one tool. */
export function supportTeam(sources: Sources) {
	const clerk = (name: string, instructions: string, tool: ReturnType<typeof searchTool | typeof queryTool>) =>
		agent(signature({ name, instructions, input: { question: z.string() }, output: { answer: z.string() } }), {
			tools: [tool],
			...limits,
		});
	const reader = clerk(
		"reader",
		"Answer a question about the rules of a shop. Search its handbook first, then say in one or two sentences what it says.",
		searchTool(sources),
	);
	const analyst = clerk(
		"analyst",
		"Answer a question about the records of a shop. Query its database first, then say in one sentence what came back.",
		queryTool(sources),
	);
	return agent(
		signature({
			name: "supervisor",
			instructions: `You lead the support desk of the shop Tolvery. You know nothing by yourself: ask one of your clerks.
Then answer in one or two sentences with what the clerk found.`,
			input: { history: z.string().describe("Earlier turns of the conversation"), question: z.string() },
			output: { answer: z.string() },
		}),
		{
			tools: [
				asTool(reader, { description: "Knows the handbook: delivery, returns, warranty, payment, staff." }),
				asTool(analyst, { description: "Knows the database: customers, orders, products, tickets, refunds." }),
			],
			...limits,
		},
	);
}
