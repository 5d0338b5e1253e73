import { type Answer, readCompletion } from "../model/chat-completions/response.ts";
import type { Price } from "../model/model.ts";
import { brokenAnswer } from "./errors.ts";
import type { Server } from "./server.ts";

/** Reads an answer that came whole. */
export async function readAnswer(server: Server, response: Response, price: Price | null): Promise<Answer> {
	const text = await response.text();
	const answer = readCompletion(parse(server, text), price);
	if (answer === null) throw brokenAnswer(server, `"${text.slice(0, 100)}"`, false);
	return answer;
}

function parse(server: Server, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw brokenAnswer(server, `"${text.slice(0, 100)}"`, false);
	}
}
