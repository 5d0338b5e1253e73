/** An example ends in what it prints: a comment block under this line, one comment a line of output. */
const heading = "// Prints:";

/**
 * What an example says it prints.
 *
 * @returns null when it says nothing
 */
export function readPrints(source: string): string | null {
	const [, block] = source.split(`\n${heading}\n`);
	if (block === undefined) return null;
	const lines = block.trimEnd().split("\n");
	const stray = lines.find((line) => !line.startsWith("//"));
	if (stray !== undefined) throw new Error(`expected nothing but comments under "${heading}", found ${stray}`);
	return lines.map((line) => line.replace(/^\/\/ ?/, "")).join("\n");
}

/** The example with this output at its end, in place of any that was there. */
export function writePrints(source: string, output: string): string {
	const code = source.split(`\n${heading}\n`)[0]?.trimEnd() ?? "";
	const lines = output.split("\n").map((line) => `// ${line}`.trimEnd());
	return `${code}\n\n${[heading, ...lines].join("\n")}\n`;
}
