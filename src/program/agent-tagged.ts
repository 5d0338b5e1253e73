import { assistantMessage, type ModelResponse, textOf, userMessage } from "../model/model.ts";
import { type AgentForm, type AgentTask, describeTools, renderResults, type Turn } from "./agent-form.ts";
import { readSections, renderSections } from "./prompt/sections.ts";
import { taggedPrompt } from "./prompt/tagged.ts";

const callForm = [
	"To call a tool, write these sections and nothing else:",
	"<thought>what to find out, in a sentence</thought>",
	"<tool>its name</tool>",
	'<input>{"argument": "value"}</input>',
].join("\n");

/** An agent's turns as tagged sections: for models that call no tools and cannot be held to JSON. */
export function taggedForm({ signature, parameters, tools, input }: AgentTask): AgentForm {
	const instructions = [
		parameters.instructions.trim(),
		`You work in steps. In each you call one tool or answer. ${callForm}`,
		`The tools:\n${describeTools(tools)}`,
		"You are given a tool's result before the next step. Rest your answer on results. When you know enough, call no tool.",
	].join("\n\n");
	const prompt = taggedPrompt.format(signature, { ...parameters, instructions }, input);
	return {
		opening: prompt.messages,
		request: (messages) => ({
			...(prompt.system === undefined ? {} : { system: prompt.system }),
			messages,
			stop: ["<result"], // a model that goes on would make up the results itself
		}),
		read: (response) => readTurn(signature, response),
		results: (response, results) => [assistantMessage(textOf(response.content)), userMessage(renderResults(results))],
		repair(response, issues, closed) {
			const turns = taggedPrompt.repair(signature, textOf(response.content), issues);
			return closed ? turns : [...turns, userMessage(`If you need to know more first: ${callForm}`)];
		},
		renderAnswer: renderSections,
	};
}

function readTurn(signature: AgentTask["signature"], response: ModelResponse): Turn {
	const text = textOf(response.content);
	const { thought = "", tool = "", input = "" } = readSections(text, ["thought", "tool", "input"]);
	if (tool !== "") return { kind: "calls", thought, calls: [{ id: "", name: tool, input: readInput(input) }] };
	// what is left is the answer, also where it carries no tag
	const rest = text.replace(/<thought>[\s\S]*?<\/thought>/gi, "").trim();
	const parsed = taggedPrompt.parse(signature, { ...response, content: [{ type: "text", text: rest }] });
	return parsed.ok ? { kind: "answer", thought, fields: parsed.fields } : { kind: "unfit", ...parsed };
}

// junk stays text, so that who runs the tool can tell the model what was wrong
function readInput(text: string): unknown {
	const bare = text.replace(/^```[a-z]*\n|\n?```$/gi, "").trim();
	try {
		return bare === "" ? {} : JSON.parse(bare);
	} catch {
		return text;
	}
}
