import { textSchema } from "../core/text-schema.ts";
import { describeFields } from "../program/prompt/describe.ts";
import { type Signature, signature } from "../program/signature.ts";
import type { Guide } from "./guides/guide.ts";

/** What a model is told about the task whose instructions it rewrites. */
export interface RewriteInput {
	/** The task's name. */
	readonly task: string;
	/** The instructions as they are. */
	readonly current: string;
	/** One line a field: its name, type and meaning. */
	readonly inputs: string;
	readonly outputs: string;
}

/** The whole guide would not fit into a small model's attention. */
const rulesTold = 6;

/**
 * The step in which a model rewrites a task's instructions to a family's style: the guide's layout and its first six
 * rules, short enough for a model of half a billion parameters (under 700 tokens with a usual task).
 *
 * The rewritten text may be anything: hand it to `screenInstruction`, with the instructions of this signature as `shown`.
 *
 * @example
 * const guide = { name: "ours", family: "our model", sources: [], layout: { style: "heading", sections: [{ name: "Task", holds: "what to do" }] }, rules: [] };
 * const rewriter = predict(rewriteSignature(guide)).using(scripted(['{"instructions":"## Task\\nSay if the mail is spam."}']));
 * const input = { task: "mail", current: "Spam?", inputs: "- mail: text", outputs: "- spam: true or false" };
 * (await rewriter.run(input)).output // => { instructions: "## Task\nSay if the mail is spam." }
 */
export function rewriteSignature(guide: Guide): Signature<RewriteInput, { readonly instructions: string }> {
	return signature({
		name: "rewrite",
		instructions: metaPrompt(guide),
		input: {
			task: textSchema("The name of the task"),
			current: textSchema("The instructions to rewrite"),
			inputs: textSchema("What the task is given"),
			outputs: textSchema("What the task has to answer"),
		},
		output: { instructions: textSchema("The rewritten instructions, and nothing else") },
	});
}

function metaPrompt({ family, layout, rules }: Guide): string {
	const written = (name: string) => (layout.style === "tag" ? `<${name}>…</${name}>` : `## ${name}`);
	return [
		`Rewrite the instructions of a task so that a model of this family follows them well: ${family}. Do not do the task yourself.`,
		"Keep what they ask for, every condition, every field name and every label exactly. Invent no new conditions and no examples.",
		"",
		"Lay them out like this:",
		...layout.sections.map(({ name, holds, optional }) => `${written(name)}: ${holds}${optional ? " (optional)" : ""}`),
		"",
		"How to write them:",
		...rules.slice(0, rulesTold).map(({ says }) => `- ${says}`),
	].join("\n");
}

/**
 * The input of the rewriting step for a task's signature.
 *
 * @param current the step's present instructions, where they differ from the signature's
 * @example
 * const mail = signature({ name: "mail", instructions: "Spam?", input: { mail: z.string() }, output: { spam: z.boolean() } });
 * rewriteInput(mail) // => { task: "mail", current: "Spam?", inputs: "- mail: text", outputs: "- spam: true or false" }
 */
export function rewriteInput<I, O>(
	task: Pick<Signature<I, O>, "name" | "instructions" | "inputSchema" | "outputSchema">,
	current: string = task.instructions,
): RewriteInput {
	return {
		task: task.name,
		current,
		inputs: describeFields(task.inputSchema),
		outputs: describeFields(task.outputSchema),
	};
}
