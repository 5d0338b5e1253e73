/**
 * Sentences that an instruction may hold. Which twelve of them matter in a world, and whether they help or harm there, is
 * drawn from its seed: nothing in the wording gives it away. None holds a colon, which some frameworks take for a label.
 */
export const hintSentences: readonly string[] = [
	"Read the whole message before you decide.",
	"Pay attention to the verbs the customer uses.",
	"Look first at what the customer wants to happen next.",
	"Ignore greetings and closing phrases.",
	"Treat amounts of money as a strong sign.",
	"Weigh the last sentence more than the first.",
	"Prefer the most specific department that fits.",
	"When two departments fit, choose the one that must act first.",
	"Think of how a colleague at the help desk would route it.",
	"Consider what the customer has already tried.",
	"Note any product that is named.",
	"Do not guess from the tone of the message.",
	"Dates in the message are often decisive.",
	"Assume the customer describes the problem correctly.",
	"Rule out departments one after the other.",
	"Answer with the first department that comes to mind.",
	"Keep the order number in mind while you read.",
	"Imagine that a wrong route costs a day.",
	"Read the message twice and compare your two impressions.",
	"Questions in the message matter more than statements.",
	"Put yourself in the place of the customer.",
	"Distrust words that occur in every message.",
	"Restate the problem in your own words before answering.",
	"Judge by the cause of the problem and not by its effect.",
];
