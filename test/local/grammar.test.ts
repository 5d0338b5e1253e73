import { expect, it } from "vitest";
import { onOneLine } from "../../src/local/grammar.ts";

it("takes the line breaks out of the white space, and nothing else", () => {
	// three rules as node-llama-cpp 3.21.1 writes them
	const grammar = [
		'comma-whitespace-b-1-4-rule ::= "," ([\\n] ("    " | "\\t") | [ ]?)',
		'whitespace-b-3-4-rule ::= [\\n] (" "{12} | "\\t"{3}) | [ ]?',
		"whitespace-b-0-4-rule ::= [\\n] | [ ]?",
		'string-char-rule ::= [^"\\\\\\x7F\\x00-\\x1F] | "\\\\" ["\\\\/bfnrt]',
	].join("\n");
	expect(onOneLine(grammar)).toBe(
		[
			'comma-whitespace-b-1-4-rule ::= "," ([ ]?)',
			"whitespace-b-3-4-rule ::= [ ]?",
			"whitespace-b-0-4-rule ::= [ ]?",
			'string-char-rule ::= [^"\\\\\\x7F\\x00-\\x1F] | "\\\\" ["\\\\/bfnrt]',
		].join("\n"),
	);
});
