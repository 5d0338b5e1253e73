import { escapeText } from "../view/escape.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";

/**
 * The cautions of metrics, one paragraph each in bold, to stand under every table that rests on them. The same one of
 * several tables is said once.
 *
 * @example
 * cautionViews([{ name: "tone", caution: "agrees too little with people" }, { name: "f1" }]).map((view) => view.text)
 * // => ["CAUTION, tone: agrees too little with people"]
 */
export function cautionViews(
	metrics: readonly { readonly name: string; readonly caution?: string | undefined }[],
): View[] {
	const sentences = metrics.flatMap(({ name, caution }) => (caution === undefined ? [] : `${name}: ${caution}`));
	return [...new Set(sentences)].map((sentence) => ({
		text: `CAUTION, ${oneLine(sentence)}`,
		html: `<p style="margin:4px 0;font-size:13px"><strong>Caution, ${escapeText(sentence)}</strong></p>`,
	}));
}
