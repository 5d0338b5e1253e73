// Evaluate an agent on trajectories: questions that one user asks in turn, scored by their type, every step to look at.
import { type AgentSession, evaluateAgent, metric, trajectories } from "touchstone";

const set = trajectories.parse({
	Trajectory0: [
		{ question_id: 0, question_type: "CUSTOM", question: "When do you open?", ground_truth: "At nine." },
		{ question_id: 1, question_type: "CUSTOM", question: "And on Sundays?", ground_truth: "At noon." },
	],
});

// Any agent: agent(signature, { tools }), a model, aws.agent(id, alias), recordedAgent(file), or a function.
async function desk(question: string, { history, trace }: AgentSession) {
	return trace.span("hours", "tool", async (span) => {
		span.set({ name: "hours", input: { question }, output: "9-18, Sundays from 11" });
		return history.length === 0 ? "At nine." : "At eleven.";
	});
}

// Left out, `metrics` are those of the question's type, which ask for { judges, embedder, database }.
const exact = { group: "CUSTOM", label: "exact", metric: metric.exact("answer") } as const;
const report = await evaluateAgent(desk, set, { metrics: [exact], progress: false });
for (const { key, value, scored } of report.figures) console.log(key, value, `of ${scored} questions`);
const [, second] = report.questions;
console.log(
	second?.question,
	second?.answer,
	second?.trace.children.map(({ name }) => name),
);

// Prints:
// CUSTOM_exact 0.5 of 2 questions
// And on Sundays? At eleven. [ 'hours' ]
