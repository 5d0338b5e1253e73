import { kinds, type Passage, type Question } from "./handbook.ts";

/** What is wrong with the handbook and its questions, one sentence each; empty when all is well. */
export function problems(passages: readonly Passage[], questions: readonly Question[]): string[] {
	return [
		...passageProblems(passages, questions),
		...questions.flatMap((q) => questionProblems(q, passages)),
		...mixProblems(questions),
	];
}

function passageProblems(passages: readonly Passage[], questions: readonly Question[]): string[] {
	const used = new Set(questions.flatMap(({ passageIds }) => passageIds));
	return [
		...repeated(
			"passage id",
			passages.map(({ id }) => id),
		),
		...repeated(
			"passage title",
			passages.map(({ title }) => title),
		),
		...passages
			.map(({ id, text }) => ({ id, length: text.split(/\s+/).length }))
			.filter(({ length }) => length < 60 || length > 140)
			.map(({ id, length }) => `${id}: ${length} words`),
		...passages.filter(({ id }) => !used.has(id)).map(({ id }) => `${id}: no question uses it`),
	];
}

function questionProblems(
	{ id, kind, passageIds, question, answer, derived }: Question,
	passages: readonly Passage[],
): string[] {
	const found: string[] = [];
	const cited = passages.filter((passage) => passageIds.includes(passage.id));
	if (cited.length !== passageIds.length)
		found.push(`${id}: an unknown or repeated passage in ${passageIds.join(", ")}`);
	if ((kind === "unanswerable") !== (passageIds.length === 0))
		found.push(`${id}: ${kind} with ${passageIds.length} passages`);
	if (passageIds.length > 3) found.push(`${id}: more than three passages`);
	if (kind === "two-passage" && passageIds.length < 2) found.push(`${id}: two-passage with fewer`);
	if (kind === "unanswerable" && !answer.startsWith("The passages do not "))
		found.push(`${id}: does not say that it is unanswerable`);
	if (!/[?]$/.test(question)) found.push(`${id}: the question does not end in a question mark`);
	if (!/[.]$/.test(answer)) found.push(`${id}: the answer does not end in a full stop`);
	const length = answer.split(/\s+/).length;
	if (length < 3 || length > 60) found.push(`${id}: an answer of ${length} words`);
	const known = numbers([question, derived, ...cited.map(({ text }) => text)].join(" "));
	for (const number of numbers(answer)) {
		if (!known.has(number))
			found.push(`${id}: ${number} stands neither in a cited passage nor in the question, and is not derived`);
	}
	return found;
}

function mixProblems(questions: readonly Question[]): string[] {
	const share = questions.filter(({ kind }) => kind === "unanswerable").length / questions.length;
	return [
		...repeated(
			"question id",
			questions.map(({ id }) => id),
		),
		...repeated(
			"question",
			questions.map(({ question }) => question),
		),
		...kinds
			.filter((kind) => !questions.some((question) => question.kind === kind))
			.map((kind) => `no question of kind ${kind}`),
		...(share < 0.06 || share > 0.1
			? [`unanswerable: expected 6 to 10 per cent, found ${(share * 100).toFixed(1)}`]
			: []),
	];
}

function repeated(what: string, values: readonly string[]): string[] {
	return values
		.filter((value, index) => values.indexOf(value) !== index)
		.map((value) => `${what} occurs twice: ${value}`);
}

// "one" is left out: it is an article as often as a number
const spelled = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** The numbers of a text, as values: "1,500" and 1500, "two" and 2 are the same. */
function numbers(text: string): Set<number> {
	const digits = (text.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(",", "")));
	const words = (text.toLowerCase().match(/[a-z]+/g) ?? [])
		.map((word) => spelled.indexOf(word) + 2)
		.filter((value) => value > 1);
	return new Set([...digits, ...words]);
}
