/** What customers and colleagues ask the desk of Tolvery, session by session. `make.ts` adds what the database answers. */

/** The answer is that of the question with this id in ../support-qa. */
interface HandbookQuestion {
	readonly type: "RAG";
	readonly question: string;
	readonly answerOf: string;
}

interface DatabaseQuestion {
	readonly type: "TEXT2SQL";
	readonly question: string;
	readonly sql: string;
	/** What to say; {1}, {2} … are the result's cells, row by row. */
	readonly answer: string;
}

/** Takes both, or something to be written: no reference says what is right. */
interface OpenQuestion {
	readonly type: "CUSTOM";
	readonly question: string;
}

export type WrittenQuestion = HandbookQuestion | DatabaseQuestion | OpenQuestion;

const handbook = (answerOf: string, question: string): HandbookQuestion => ({ type: "RAG", question, answerOf });
const database = (question: string, sql: string, answer: string): DatabaseQuestion => ({
	type: "TEXT2SQL",
	question,
	sql,
	answer,
});
const open = (question: string): OpenQuestion => ({ type: "CUSTOM", question });

export const sessions: readonly (readonly WrittenQuestion[])[] = [
	// Tolvery Plus
	[
		handbook("q099", "According to the handbook, how much does Tolvery Plus cost?"),
		database(
			"According to the database, how many customers are members of Tolvery Plus?",
			"SELECT COUNT(*) FROM customers WHERE plus_member = 1",
			"{1} customers are members of Tolvery Plus.",
		),
	],
	// express
	[
		handbook("q027", "According to the handbook, is express delivery any cheaper for members of Tolvery Plus?"),
		database(
			"According to the database, how many orders went by express delivery?",
			"SELECT COUNT(*) FROM orders WHERE delivery = 'express'",
			"{1} orders went by express delivery.",
		),
		open("Write two sentences to a customer whose express parcel came a day late: is the express charge paid back?"),
	],
	// returns
	[
		handbook("q001", "According to the handbook, how long do I have to send back an order that I have not opened?"),
		database(
			"According to the database, how many euros were refunded for damaged goods in all?",
			"SELECT SUM(amount) FROM refunds WHERE reason = 'damaged'",
			"{1} euros were refunded for damaged goods.",
		),
		open("I opened the box of a kettle and do not like it. Write me the two steps that I have to take next."),
	],
	// islands
	[
		handbook("q030", "According to the handbook, how long does delivery to an island take?"),
		database(
			"According to the database, how many customers live on an island?",
			"SELECT COUNT(*) FROM customers WHERE region = 'island'",
			"{1} customers live on an island.",
		),
		open("How many orders went to the islands, and what does the handbook say that delivery there costs? Look up both."),
	],
	// warranty
	[
		handbook("q052", "According to the handbook, how long is the warranty on a Brook toaster?"),
		database(
			"According to the database, how many tickets are about a warranty?",
			"SELECT COUNT(*) FROM tickets WHERE topic = 'warranty'",
			"{1} tickets are about a warranty.",
		),
		open("Does the database have the same warranty for the Brook Toaster as the handbook? Look up both."),
	],
	// tickets
	[
		database(
			"According to the database, how many tickets are still open?",
			"SELECT COUNT(*) FROM tickets WHERE status = 'open'",
			"{1} tickets are still open.",
		),
		database(
			"According to the database, how many tickets came in by each channel?",
			"SELECT channel, COUNT(*) FROM tickets GROUP BY channel",
			"{2} came by {1}, {4} by {3} and {6} by {5}.",
		),
		handbook("q128", "According to the handbook, how can a customer reach us on a public holiday?"),
	],
	// payment
	[
		handbook("q113", "According to the handbook, what does it cost to pay in 6 instalments?"),
		database(
			"According to the database, which way of payment was used for most orders?",
			"SELECT payment FROM orders GROUP BY payment ORDER BY COUNT(*) DESC LIMIT 1",
			"Most orders were paid by {1}.",
		),
		open("Explain to a new colleague, in two sentences, which customers may pay on invoice."),
	],
	// products
	[
		handbook("q085", "According to the handbook, how often must an Ember machine be descaled if the water is hard?"),
		database(
			"According to the database, which product was sold most often, counted in pieces?",
			"SELECT p.name FROM products AS p JOIN order_items AS i ON i.product_id = p.id GROUP BY p.id ORDER BY SUM(i.quantity) DESC LIMIT 1",
			"{1} was sold most often.",
		),
		open("Recommend one kettle for less than 75 euros out of the database, with its price and a reason."),
	],
	// staff
	[handbook("q134", "According to the handbook, how many days of annual leave does a full-time employee have?")],
];
