import { expect, it } from "vitest";
import { readVerdictLines } from "../../../src/judge/metrics/verdict-lines.ts";

const read = (text: string, ids = [1, 2, 3]) =>
	Object.fromEntries(
		[...readVerdictLines(text, ids)].map(([id, { holds, reason }]) => [id, `${holds ? "yes" : "no"}|${reason}`]),
	);

it.each([
	["as asked for", "1. it says so => yes\n2. it does not => no", { 1: "yes|it says so", 2: "no|it does not" }],
	[
		"verdict first",
		"1: Yes, the context says so.\n2) **No** - not mentioned",
		{ 1: "yes|the context says so.", 2: "no|not mentioned" },
	],
	["verdict alone", "1. yes\n2. NO.\n- 3: true", { 1: "yes|", 2: "no|", 3: "yes|" }],
	["verdict last", "1. The context says so: yes", { 1: "yes|The context says so" }],
	[
		"over two lines",
		"1. Ada wrote.\n   It is in the text => yes\n2. => no",
		{ 1: "yes|Ada wrote. It is in the text", 2: "no|" },
	],
	["a year is not a number of a line", "1. in\n1843. => yes", { 1: "yes|in 1843" }],
	["the last of two counts", "1. => yes\n1. => no", { 1: "no|" }],
	["talk around", "Sure, here are the verdicts:\nStatement 1: said -> yes", { 1: "yes|said" }],
	["a negation is no verdict", "1. No mention of it\n2. not sure", {}],
	["numbers nobody asked for", "7. => yes", {}],
	["nothing", "", {}],
])("%s", (_, text, expected) => {
	expect(read(text)).toEqual(expected);
});
