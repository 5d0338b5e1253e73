// agent makes a program whose model may call tools, see what they return, and call again until it knows the answer.
// You want it when the steps depend on what is found on the way. An agent can be another agent's tool (asTool).
import { agent, asTool, scripted, signature, stepsOf, type Tool, tool, toolCallsOf } from "touchstone";
import { z } from "zod";

const stock = tool({
	name: "stock",
	description: "How many of a product are in the warehouse.",
	input: { product: z.string().describe("The product's name") },
	run: ({ product }) => (product === "lamp" ? 12 : 0),
});
const question = { question: z.string() };
const desk = (name: string, ...tools: Tool[]) =>
	agent(signature({ name, instructions: "Answer.", input: question, output: { answer: z.string() } }), { tools });
const warehouse = desk("warehouse", stock);
const customers = desk("customers", asTool(warehouse, { description: "Knows what is in stock." }));

// Says what it is told to. openai({ baseURL, model }) would go here, or local("qwen2.5-coder-1.5b").
const call = (name: string, input: unknown) => ({ content: [{ type: "toolCall" as const, id: name, name, input }] });
const model = scripted([
	call("warehouse", { question: "Kettles in stock?" }),
	call("stock", { item: "kettle" }), // a wrong argument: the model is told, and tries again
	call("stock", { product: "kettle" }),
	"There is no kettle in stock.",
	"I am sorry, kettles are sold out.",
]);
const { output, trace } = await customers.using(model).run({ question: "Do you have kettles?" });
console.log(output.answer);
console.log(`steps of the first agent: ${stepsOf(trace).length}`);
for (const { agent, name, error, output } of toolCallsOf(trace)) {
	console.log(`${agent} calls ${name}: ${error ?? JSON.stringify(output)}`);
}

// Prints:
// I am sorry, kettles are sold out.
// steps of the first agent: 2
// customers calls warehouse: {"answer":"There is no kettle in stock."}
// warehouse calls stock: The arguments of stock do not fit: expected product, found "item".
// warehouse calls stock: 0
