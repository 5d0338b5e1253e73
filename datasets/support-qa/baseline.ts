/** The figures of the README: how far the plainest retriever gets. Run: npx tsx datasets/support-qa/baseline.ts */
import { kinds, readPassages, readQuestions } from "./handbook.ts";
import { byWordOverlap } from "./retrieve.ts";

const search = byWordOverlap(readPassages());
const answerable = readQuestions().filter(({ passageIds }) => passageIds.length > 0);

/** Share of questions with a supporting passage among the first k; `every` asks for all of them. */
function hit(questions: typeof answerable, k: number, how: "some" | "every"): string {
	const hits = questions.filter(({ question, passageIds }) => {
		const first = search(question)
			.slice(0, k)
			.map(({ id }) => id);
		return passageIds[how]((id) => first.includes(id));
	});
	return (hits.length / questions.length).toFixed(2);
}

for (const kind of ["all", ...kinds.filter((kind) => kind !== "unanswerable")]) {
	const questions = answerable.filter((question) => kind === "all" || question.kind === kind);
	const [one, three, all] = [hit(questions, 1, "some"), hit(questions, 3, "some"), hit(questions, 3, "every")];
	console.log(`| ${kind} | ${questions.length} | ${one} | ${three} | ${all} |`);
}
