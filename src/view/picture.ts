import { Buffer } from "node:buffer";
import { escapeHtml } from "./escape.ts";
import { type Shown, shown } from "./shown.ts";

export interface Picture {
	/** A whole SVG document: with xmlns, width and height. */
	readonly svg: string;
	/** One sentence for those who do not see the picture. */
	readonly alt: string;
	/** What the picture says, in aligned text. */
	readonly text: string;
}

/**
 * A picture as a view. The HTML holds it as an image with an SVG data URI, because front ends strip inline SVG from
 * notebooks that the reader has not run.
 */
export function picture({ svg, alt, text }: Picture): Shown {
	const source = `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
	const html = `<img alt="${escapeHtml(alt)}" src="${source}" style="max-width:100%;height:auto">`;
	return shown({ text, html, svg });
}
