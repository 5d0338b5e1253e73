/** What a prompt is really worth: what the benchmark reports and no optimizer is told. */
import type { Parameters } from "../../src/program/program.ts";
import type { Chat } from "./chat.ts";
import { hintsIn, readPrompt } from "./prompt.ts";
import { findTicket, ticket } from "./tickets.ts";
import { trueAccuracy, type World } from "./world.ts";

/** Of a request as a framework would send it. */
export function truthOfChat(world: World, chat: Chat): number {
	return trueAccuracy(world, readPrompt(world, chat));
}

/** Of a program's parameters, in our words. */
export function truthOfParameters(world: World, { instructions, demos }: Parameters): number {
	return trueAccuracy(world, {
		hints: hintsIn(world, instructions),
		demos: demos.flatMap(({ input, output }) => {
			const found = findTicket(String(input.question));
			return found === undefined
				? []
				: [{ ticket: found.number, right: output.label === ticket(world, found.number).label }];
		}),
	});
}
