/** Instructions in two parts. */
export interface InstructionParts {
	/** What is asked: this is what proposers rewrite. */
	readonly told: string;
	/** Worked examples written into the instructions, from the line that announces them on; "" when there are none. */
	readonly examples: string;
}

/**
 * Takes instructions apart at a line "Examples:". Small proposers that are to reword instructions lose or garble worked
 * examples in them, so they see and write the first part alone, and the examples are put back as they were.
 *
 * @example
 * instructionParts("Label the mail.\n\nExamples:\n\"Win now\": spam") // => { told: "Label the mail.", examples: "Examples:\n\"Win now\": spam" }
 */
export function instructionParts(instructions: string): InstructionParts {
	const found = /^(?:worked )?examples?:[ \t]*$/im.exec(instructions);
	if (found === null) return { told: instructions, examples: "" };
	return { told: instructions.slice(0, found.index).trimEnd(), examples: instructions.slice(found.index) };
}

/** The two parts as one text again. */
export function joinParts({ told, examples }: InstructionParts): string {
	return examples === "" ? told : `${told}\n\n${examples}`;
}
