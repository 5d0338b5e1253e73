import type { Embedder } from "../../src/model/embedder.ts";
import type { ModelRequest } from "../../src/model/model.ts";
import { type ScriptedOptions, scripted } from "../../src/model/scripted.ts";

/**
 * A judge that goes by words, for tests and benches without a model: a sentence holds where most of its words stand in the
 * text that it is judged by. It answers whatever a metric built on a judge asks.
 *
 * @param before looks at each call first: throw, count, or answer in its place
 */
export function lexicalJudge(
	options: ScriptedOptions = {},
	before: (request: ModelRequest, index: number) => string | undefined = () => undefined,
) {
	return scripted((request, index) => before(request, index) ?? answerTo(request), { id: "lexical", ...options });
}

function answerTo(request: ModelRequest): string {
	const system = request.system ?? "";
	const [told = ""] = request.messages
		.slice(-1)
		.map(({ content }) => content.map((part) => (part.type === "text" ? part.text : "")).join(""));
	const asked = `${system}\n${told}`;
	const section = (name: string) => new RegExp(`<${name}>\\s*([\\s\\S]*?)\\s*</${name}>`).exec(told)?.[1] ?? "";
	if (asked.includes("<statements>")) return `<statements>${sentences(section("text"))}</statements>`;
	if (asked.includes("<verdicts>")) return `<verdicts>${verdicts(section("lines"), withoutLines(told))}</verdicts>`;
	if (asked.includes("<question>…")) {
		return `<question>${section("answer")}</question><noncommittal>no</noncommittal>`;
	}
	if (asked.includes("<verdict>")) {
		const same = section("answer") === section("reference");
		return `<thinking>By spelling.</thinking><verdict>${same ? "yes" : "no"}</verdict>`;
	}
	const share = overlap(section("answer"), section("steps"));
	return `<thinking>By words.</thinking><score>${1 + Math.round(4 * share)}</score>`;
}

function withoutLines(told: string): string {
	return told.replace(/<lines>[\s\S]*<\/lines>/, "");
}

function sentences(text: string): string {
	const each = text.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.trim() !== "");
	return each.length === 0 ? "none" : each.map((sentence, index) => `${index + 1}. ${sentence}`).join("\n");
}

function verdicts(lines: string, by: string): string {
	return lines
		.split("\n")
		.map((line) => {
			const [, number = "0", text = ""] = /^(\d+)\.\s*(.*)$/.exec(line.trim()) ?? [];
			return `${number}. by words => ${overlap(text, by) >= 0.7 ? "yes" : "no"}`;
		})
		.join("\n");
}

function overlap(text: string, by: string): number {
	const known = new Set(words(by));
	const said = words(text);
	return said.length === 0 ? 1 : said.filter((word) => known.has(word)).length / said.length;
}

function words(text: string): string[] {
	return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** An embedder that goes by words: texts of the same words are alike. */
export const wordEmbedder: Embedder = {
	id: "words",
	identity: "words",
	dimensions: 64,
	embed: async (texts) =>
		texts.map((text) => {
			const vector = new Float32Array(64);
			for (const word of words(text)) {
				let place = 7;
				for (const character of word) place = (place * 31 + (character.codePointAt(0) ?? 0)) % 64;
				vector[place] = (vector[place] ?? 0) + 1;
			}
			const norm = Math.hypot(...vector) || 1;
			return vector.map((value) => value / norm);
		}),
};
