/**
 * Writes passages.jsonl, questions.jsonl and support-qa.jsonl (questions with their context) from passages/*.md and
 * questions/*.md, after checking them. Run: npx tsx datasets/support-qa/make.ts
 */
import { writeFileSync } from "node:fs";
import { random } from "../../src/core/random.ts";
import { problems } from "./check.ts";
import { kinds, type Passage, type Question, readPassages, readQuestions } from "./handbook.ts";
import { byWordOverlap } from "./retrieve.ts";

const splits = ["train", "validate", "test"] as const;
type Split = (typeof splits)[number];

const seed = 20261;
const share = 0.2; // of each kind, for train and again for validate; the rest is test

const passages = readPassages();
const questions = readQuestions();
const found = problems(passages, questions);
if (found.length > 0) throw new Error(`support-qa:\n${found.join("\n")}`);

const splitOf = dealSplits(questions);
const nearest = byWordOverlap(passages);
const rows = splits.flatMap((split) =>
	random(seed)
		.fork(split)
		.shuffle(questions.filter(({ id }) => splitOf.get(id) === split)),
);

write("passages", passages);
write(
	"questions",
	rows.map(({ id, question, answer, passageIds, kind }) => ({
		id,
		question,
		answer,
		passage_ids: passageIds,
		kind,
		split: splitOf.get(id),
	})),
);
write(
	"support-qa",
	rows.map((row) => ({
		id: row.id,
		question: row.question,
		context: contextOf(row),
		answer: row.answer,
		passage_ids: row.passageIds,
		kind: row.kind,
		split: splitOf.get(row.id),
	})),
);

const count = (split: Split) => rows.filter(({ id }) => splitOf.get(id) === split).length;
console.log(
	`${passages.length} passages, ${rows.length} questions: ${splits.map((split) => `${count(split)} ${split}`).join(", ")}`,
);

/** Every kind is shared out in the same proportions. */
function dealSplits(questions: readonly Question[]): Map<string, Split> {
	return new Map(
		kinds.flatMap((kind) => {
			const cards = random(seed)
				.fork(kind)
				.shuffle(questions.filter((question) => question.kind === kind));
			const size = Math.round(cards.length * share);
			const split = (index: number): Split => (index < size ? "train" : index < 2 * size ? "validate" : "test");
			return cards.map(({ id }, index): [string, Split] => [id, split(index)]);
		}),
	);
}

/**
 * What a retriever might bring back: the passages that support the answer and one that does not, in a random order.
 * An unanswerable question gets two that do not. Those are drawn from the three that share most words with the
 * question and the titles of its passages, so that they tempt.
 */
function contextOf({ id, question, passageIds }: Question): string {
	const draw = random(seed).fork(id);
	const gold = passages.filter((passage) => passageIds.includes(passage.id));
	const tempting = nearest([question, ...gold.map(({ title }) => title)].join(" "))
		.filter((passage) => !gold.includes(passage))
		.slice(0, 3);
	const distractors = draw.shuffle(tempting).slice(0, gold.length === 0 ? 2 : 1);
	return draw
		.shuffle([...gold, ...distractors])
		.map(({ title, text }: Passage) => `${title}\n${text}`)
		.join("\n\n");
}

function write(name: string, rows: readonly object[]): void {
	writeFileSync(new URL(`./${name}.jsonl`, import.meta.url), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
