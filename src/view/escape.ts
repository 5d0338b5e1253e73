const entities: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/**
 * Text made safe to stand inside an HTML element or a quoted attribute.
 *
 * @example
 * escapeHtml('<b title="x">') // => "&lt;b title=&quot;x&quot;&gt;"
 */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
