// A data set is rows with an input, an expected output and an id. Here from rows at hand; dataset.csv(path, …) and
// dataset.jsonl(path, …) read files, dataset.load("product-relevance") a shipped one.
// You want the shapes of your signature in it: a row that does not fit is found now, not in the middle of a run.
import { DataError, dataset } from "touchstone";
import { z } from "zod";

const rows = [
	{ ticket: "T-104", message: "I was charged twice in May.", team: "billing" },
	{ ticket: "T-105", message: "The box arrived open and empty.", team: "delivery" },
	{ ticket: "T-109", message: "Where do I send the blue jacket back to?", team: "returns" },
];
const spec = {
	name: "tickets",
	id: "ticket",
	input: { message: z.string() },
	expected: { team: z.enum(["billing", "delivery", "returns"]) },
};
const tickets = dataset(rows, spec);
console.log(tickets);

try {
	dataset([...rows, { ticket: "T-110", message: "Is the shop open today?", team: "reception" }], spec);
} catch (error) {
	if (error instanceof DataError) console.log(`\nrow ${error.row}, column ${error.column} does not fit`);
}

// Prints:
// tickets: 3 rows
//
// id     message                                   → team
// ─────  ────────────────────────────────────────  ────────
// T-104  I was charged twice in May.               billing
// T-105  The box arrived open and empty.           delivery
// T-109  Where do I send the blue jacket back to?  returns
//
// Content hash b21d98c1815a.
//
// row 4, column team does not fit
