/**
 * The simulated proposer: asked in any framework's words for a better instruction, it returns the current one with a hint
 * or two added, one taken out, or one swapped. It is blind: which hints, a hash of the whole request decides, so the same
 * request gets the same proposal, and what the optimizer has learned so far does not help it.
 */
import { random } from "../../src/core/random.ts";
import { askedText, type Chat } from "./chat.ts";
import { writeAnswer } from "./form.ts";
import { hintsIn } from "./prompt.ts";
import { plainInstruction } from "./tickets.ts";
import type { World } from "./world.ts";

export function answerProposer(world: World, chat: Chat): string {
	const current = currentInstruction(world, chat);
	return writeAnswer(chat, "instruction", (name, schema) => {
		if (Array.isArray(schema?.enum)) return schema.enum[0];
		if (schema !== undefined && "const" in schema) return schema.const;
		if (schema?.type === "number" || schema?.type === "integer") return Number(schema.minimum ?? 1);
		if (schema?.type === "boolean") return true;
		if (!/instruct|prompt|rewrit|revis|improve|edit|proposal|variant/i.test(name)) return remark(name);
		return change(world, current, `${name} ${chat.key}`);
	});
}

/** Half of the proposals add one hint, a quarter add two, an eighth swap one for another, an eighth take one out. */
function change(world: World, current: string, key: string): string {
	const draw = random(`${world.seed} proposal ${key}`);
	const present = hintsIn(world, current);
	const sentences = world.hints.map(({ sentence }) => sentence);
	const inside = draw.shuffle(sentences.filter((_, hint) => present.has(hint)));
	const outside = draw.shuffle(sentences.filter((_, hint) => !present.has(hint)));
	const kinds: readonly Change[] = ["add", "add", "add", "add", "add two", "add two", "swap", "take out"];
	const possible = kinds.filter((kind) => {
		if (kind === "take out") return inside.length > 0;
		return outside.length > 0 && (kind !== "swap" || inside.length > 0);
	});
	const kind = possible[draw.integer(possible.length)] ?? "add";
	const kept = kind === "swap" || kind === "take out" ? withoutSentence(current, inside[0] ?? "") : current.trim();
	const added = outside.slice(0, { add: 1, "add two": 2, swap: 1, "take out": 0 }[kind]);
	return [kept, ...added].join(" ");
}

type Change = "add" | "add two" | "swap" | "take out";

function withoutSentence(text: string, sentence: string): string {
	const words = sentence.split(" ").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return text.replace(new RegExp(`\\s*${words.join("\\s+")}`, "i"), "").trim();
}

/**
 * The instruction to be improved, in the request's own words: a field whose name says so, in DSPy's markers or in tags,
 * or the first fenced block; else the plain instruction wherever it stands, with the hints that follow it.
 */
export function currentInstruction(world: World, chat: Chat): string {
	const asked = [...chat.turns].reverse().find(({ role }) => role === "user")?.text ?? "";
	const name = "(?:(?:basic|current|original|old|parent)?[_-]?(?:instructions?|prompt)|current)";
	const forms = [
		new RegExp(`\\[\\[ ## ${name} ## \\]\\]\\n([\\s\\S]*?)(?=\\n\\s*\\[\\[ ## |\\n\\nRespond with|$)`, "i"),
		new RegExp(`<(${name})>([\\s\\S]*?)</\\1>`, "i"),
		/```\w*\n([\s\S]*?)\n?```/,
	];
	for (const form of forms) {
		const text = form.exec(asked)?.at(-1)?.trim();
		if (text !== undefined && text !== "") return text;
	}
	return plainWithHints(world, askedText(chat));
}

function plainWithHints(world: World, text: string): string {
	const at = text.lastIndexOf(plainInstruction);
	if (at < 0) return plainInstruction;
	let end = at + plainInstruction.length;
	for (let found = true; found; ) {
		const rest = text.slice(end).trimStart();
		const next = world.hints.find(({ sentence }) => rest.startsWith(sentence));
		found = next !== undefined;
		if (next !== undefined) end = text.length - rest.length + next.sentence.length;
	}
	return text.slice(at, end);
}

/** Sensible words for whatever else is asked: a summary of the data, a description of the program, a critique. */
function remark(name: string): string {
	const about = name.replace(/[_\d]+/g, " ").trim();
	return `As to the ${about}, customers of a shop write short messages about an order, and each message belongs to one department, which is billing, delivery, account or product.`;
}
