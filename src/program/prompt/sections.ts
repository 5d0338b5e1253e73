/** Renders values as tagged sections, text as it is and the rest as JSON. */
export function renderSections(values: Readonly<Record<string, unknown>>): string {
	return Object.entries(values)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => {
			const text = typeof value === "string" ? value : JSON.stringify(value);
			return text.includes("\n") ? `<${name}>\n${text}\n</${name}>` : `<${name}>${text}</${name}>`;
		})
		.join("\n");
}

/**
 * Finds tagged sections in an answer, forgiving what small models do: prose around them, code fences, other letter case,
 * a missing closing tag (the section then ends at the next known tag or at the end), a tag written twice (the last counts).
 *
 * @returns the raw text of each tag found, by its name as asked for
 * @example
 * readSections("Sure! <label>no</label>", ["label", "why"]) // => { label: "no" }
 */
export function readSections(text: string, names: readonly string[]): Record<string, string> {
	const anyTag = new RegExp(`</?(?:${names.map(escapeRegExp).join("|")})\\s*/?>`, "gi");
	const tags = [...text.matchAll(anyTag)].map((match) => ({
		name: match[0].replace(/[</>\s]/g, "").toLowerCase(),
		closes: match[0].startsWith("</"),
		start: match.index,
		end: match.index + match[0].length,
	}));
	const found: Record<string, string> = {};
	for (const name of names) {
		tags.forEach((tag, index) => {
			if (tag.closes || tag.name !== name.toLowerCase()) return;
			const close = tags.slice(index + 1).find((later) => later.closes && later.name === tag.name);
			const next = tags[index + 1];
			found[name] = text.slice(tag.end, (close ?? next)?.start ?? text.length).trim();
		});
	}
	return found;
}

function escapeRegExp(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
