/** The simulated task model: answers a ticket, rightly as often as its prompt deserves. */
import { random } from "../../src/core/random.ts";
import type { Chat } from "./chat.ts";
import { type Fill, writeAnswer } from "./form.ts";
import { readPrompt } from "./prompt.ts";
import { departments, ticket } from "./tickets.ts";
import { answersRightly, trueAccuracy, type World } from "./world.ts";

/** The text that the model says. A request without a ticket gets a polite sentence. */
export function answerTask(world: World, chat: Chat): string {
	const prompt = readPrompt(world, chat);
	const said = prompt.ticket === undefined ? undefined : labelSaid(world, prompt, prompt.ticket);
	return writeAnswer(chat, "label", fillWith(said));
}

function labelSaid(world: World, prompt: ReturnType<typeof readPrompt>, number: number): string {
	const { label } = ticket(world, number);
	if (answersRightly(world, trueAccuracy(world, prompt), prompt.text, number)) return label;
	const others = departments.filter((department) => department !== label);
	return others[random(`${world.seed} slip ${number} ${prompt.text}`).integer(others.length)] ?? label;
}

function fillWith(label: string | undefined): Fill {
	return (name, schema) => {
		if (Array.isArray(schema?.enum)) {
			return (schema.enum as readonly unknown[]).includes(label) ? label : schema.enum[0];
		}
		if (schema !== undefined && "const" in schema) return schema.const;
		if (schema?.type === "number" || schema?.type === "integer") return Number(schema.minimum ?? 1);
		if (schema?.type === "boolean") return true;
		if (label === undefined) return "There is no ticket in this request.";
		return /label|answer|department|category/i.test(name) ? label : `The message belongs to ${label}.`;
	};
}
