// Two programs' outputs side by side: a judge names the better one in both orders, since models favour a place.
// You want it where a score is hard to give but a preference is easy. Ties are what the judge could not decide.
import { dataset, evaluate, judge, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const reply = signature({
	name: "reply",
	instructions: "Answer the customer.",
	input: { question: z.string() },
	output: { reply: z.string() },
});
const rows = ["Where is my parcel?", "Can I return it?", "Is it waterproof?"].map((question) => ({ question }));
const questions = dataset(rows, { name: "questions", input: ["question"], expected: [] });
const quiet = { cache: false, progress: false } as const;
const write = (name: string, text: string) =>
	evaluate(predict(reply).using(scripted(() => JSON.stringify({ reply: text }))), questions, [], { ...quiet, name });

// local("qwen2.5-coder-1.5b") would go here.
const reader = scripted((request) => {
	const text = JSON.stringify(request.messages);
	const winner = text.indexOf("Gladly") < text.indexOf("No idea") ? "first" : "second";
	return `<thinking>It helps.</thinking><winner>${winner}</winner>`;
});
const better = judge.pairwise({
	criteria: "The reply that helps the customer more is better.",
	shows: { question: ({ input }: { input: { question: string } }) => input.question },
	answer: (output: { reply: string }) => output.reply,
	model: reader,
	...quiet,
});
const result = await better(await write("curt", "No idea."), await write("kind", "Gladly, one moment."));
const [standing] = result.standings;
console.log(standing?.b, "won", standing?.winsB, "of 3, p", standing?.p);
console.log("favoured place:", result.position.favours);

// Prints:
// kind won 3 of 3, p 0.25
// favoured place: null
