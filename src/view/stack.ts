import { type Shown, shown } from "./shown.ts";
import type { View } from "./view.ts";

/**
 * Several views under one another, as one.
 *
 * @example
 * stack([{ text: "a", html: "<p>a</p>" }, { text: "b", html: "<p>b</p>" }]).text // => "a\n\nb"
 */
export function stack(views: readonly View[]): Shown {
	const text = views.map((view) => view.text).join("\n\n");
	const html = views.map((view) => `<div style="margin:0 0 12px">${view.html}</div>`).join("");
	return shown({ text, html });
}
