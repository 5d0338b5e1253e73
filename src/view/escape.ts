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

/**
 * Text made safe to stand inside an HTML element, and to be read as it is: JupyterLab sets what stands between two dollar
 * signs (or `\\(` and `\\)`) of one element as a formula, so each such sign gets an element of its own.
 *
 * @example
 * [escapeText("$1 of $2"), escapeText("cost $1")] // => ["<span>$</span>1 of <span>$</span>2", "cost $1"]
 */
export function escapeText(text: string): string {
	const escaped = escapeHtml(text);
	const signs = escaped.match(formulaSigns) ?? [];
	return signs.length < 2 ? escaped : escaped.replace(formulaSigns, (sign) => `<span>${sign}</span>`);
}

const formulaSigns = /\$|\\(?=[()[\]])/g;
