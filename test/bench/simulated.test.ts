import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chat, chatOfBody, chatOfRequest } from "../../bench/simulated/chat.ts";
import { simulatedModel } from "../../bench/simulated/model.ts";
import { readPrompt } from "../../bench/simulated/prompt.ts";
import { answerProposer, currentInstruction } from "../../bench/simulated/proposer.ts";
import { startServer } from "../../bench/simulated/server.ts";
import { type Department, dataOf, plainInstruction, routing, ticket } from "../../bench/simulated/tickets.ts";
import { truthOfChat, truthOfParameters } from "../../bench/simulated/truth.ts";
import {
	answersRightly,
	bestByInstruction,
	hintCount,
	qualityOf,
	trueAccuracy,
	type World,
	worldOf,
} from "../../bench/simulated/world.ts";
import { startTrace } from "../../src/core/trace.ts";
import { openai } from "../../src/openai/openai.ts";
import { predict } from "../../src/program/predict.ts";
import type { Demo } from "../../src/program/program.ts";
import { jsonPrompt } from "../../src/program/prompt/json.ts";
import { taggedPrompt } from "../../src/program/prompt/tagged.ts";
import { mcnemar } from "../../src/stats/mcnemar.ts";

const world = worldOf(0);
const useful = world.hints.findIndex(({ effect }) => effect === Math.max(...world.hints.map((hint) => hint.effect)));
const withHint = (hint: number) => `${plainInstruction} ${world.hints[hint]?.sentence}`;
const demo = (number: number, label: Department = ticket(world, number).label): Demo => ({
	input: { question: ticket(world, number).question },
	output: { label },
});
const chat = (system: string, user: string): Chat => {
	return chatOfBody({
		messages: [
			{ role: "system", content: system },
			{ role: "user", content: user },
		],
	});
};
/** Which of 2,000 fresh tickets that prompt gets right. */
const rowsOf = (instructions: string, of: World = world) => {
	const { hints, demos, text } = readPrompt(of, chat(instructions, "Ticket 3000. Hello."));
	const accuracy = trueAccuracy(of, { hints, demos });
	return Array.from({ length: 2000 }, (_, index) => answersRightly(of, accuracy, text, 3000 + index));
};
const share = (rows: readonly boolean[]) => rows.filter(Boolean).length / rows.length;

describe("a simulated world", () => {
	it.each([0, 3, 7, 100, 107])("starts at 0.300 and ends, by instruction alone, at 0.76: seed %i", (seed) => {
		expect(trueAccuracy(worldOf(seed), { hints: new Set(), demos: [] })).toBeCloseTo(0.3, 3);
		expect(bestByInstruction(worldOf(seed))).toBeCloseTo(0.76, 2);
	});

	it("holds nine useful hints and three harmful ones, and is another for another seed", () => {
		expect(world.hints).toHaveLength(hintCount);
		expect(world.hints.filter(({ effect }) => effect > 0)).toHaveLength(9);
		expect(worldOf(0)).toEqual(world);
		expect(worldOf(1)).not.toEqual(world);
	});

	it("gets as many of 2,000 tickets right as the truth says, within noise", () => {
		for (const instructions of [plainInstruction, withHint(useful), world.hints.map((h) => h.sentence).join(" ")]) {
			const truth = truthOfParameters(world, { instructions, demos: [] });
			const error = Math.sqrt((truth * (1 - truth)) / 2000);
			expect(Math.abs(share(rowsOf(instructions)) - truth)).toBeLessThan(3.5 * error);
		}
	});

	it("gains more rows by a helpful hint than a new wording loses by chance", () => {
		const [plain, hinted] = [rowsOf(plainInstruction), rowsOf(withHint(useful))];
		const gained = hinted.filter((right, index) => right && !plain[index]).length;
		const lost = plain.filter((right, index) => right && !hinted[index]).length;
		expect(mcnemar(gained, lost).exactP).toBeLessThan(0.001);
		expect(lost).toBeGreaterThan(0);
	});

	it("pairs: two wordings of equal worth agree more often than chance, and less than always", () => {
		const [one, other] = [rowsOf(plainInstruction), rowsOf(`${plainInstruction} Thank you.`)];
		const agreement = share(one.map((right, index) => right === other[index]));
		const byChance = 0.3 * 0.3 + 0.7 * 0.7;
		expect(agreement).toBeGreaterThan(byChance + 0.08);
		expect(agreement).toBeLessThan(0.85);
	});

	it("lets demos help, hurt, and dilute each other, and punishes a wrong one", () => {
		const worth = (demos: readonly Demo[]) => truthOfParameters(world, { instructions: plainInstruction, demos });
		const numbers = Array.from({ length: 100 }, (_, index) => 1000 + index);
		const sorted = numbers.sort((a, b) => qualityOf(world, b) - qualityOf(world, a));
		const [best, worst] = [sorted.slice(0, 4), sorted.slice(-4)];
		expect(worth(best.map((number) => demo(number)))).toBeGreaterThan(0.4);
		expect(worth(worst.map((number) => demo(number)))).toBeLessThan(0.25);
		expect(worth(sorted.slice(0, 8).map((number) => demo(number)))).toBeLessThan(worth(best.map((n) => demo(n))));
		const wrong = ticket(world, 1000).label === "billing" ? "product" : "billing";
		expect(worth([demo(1000, wrong)])).toBeLessThan(worth([]));
	});
});

describe("the task model", () => {
	const { train, validate } = dataOf(world);
	const demos = [demo(1001), demo(1002)];
	const instructions = withHint(useful);

	it("has 100 train and 200 validation rows", () => {
		expect([train.length, validate.length]).toEqual([100, 200]);
	});

	it.each([
		["json", jsonPrompt],
		["tagged", taggedPrompt],
	])("answers our %s adapter in its form, and reads instruction and demos out of it", async (_, adapter) => {
		const model = simulatedModel(world, { role: "task" });
		const program = predict(routing, { model, adapter, repairs: 0 }).with({ routing: { instructions, demos } });
		let right = 0;
		for (const { input, expected } of validate)
			right += (await program.run(input)).output.label === expected.label ? 1 : 0;
		const asked = adapter.format(routing, { instructions, demos }, { question: "Ticket 9000. Hello." });
		const truth = truthOfParameters(world, { instructions, demos });
		expect(truthOfChat(world, chatOfRequest(asked))).toBe(truth);
		expect(Math.abs(right / 200 - truth)).toBeLessThan(0.15);
	});

	it("answers DSPy's markers with markers", async () => {
		const model = simulatedModel(world, { role: "task" });
		const response = await model.generate(
			{
				system: `Your input fields are:\n1. \`question\` (str):\nIn adhering to this structure, your objective is: \n        ${withHint(useful)}`,
				messages: [
					{
						role: "user",
						content: [
							{
								type: "text",
								text: `[[ ## question ## ]]\n${ticket(world, 2000).question}\n\nRespond with the corresponding output fields, starting with the field \`[[ ## reasoning ## ]]\`, then \`[[ ## label ## ]]\`, and then ending with the marker for \`[[ ## completed ## ]]\`.`,
							},
						],
					},
				],
			},
			{ trace: startTrace("test"), seed: 0 },
		);
		const [part] = response.content;
		expect(part?.type === "text" ? part.text : "").toMatch(
			/^\[\[ ## reasoning ## \]\]\nThe message belongs to (\w+)\.\n\n\[\[ ## label ## \]\]\n\1\n\n\[\[ ## completed ## \]\]$/,
		);
	});
});

describe("the proposer", () => {
	const current = withHint(useful);
	const mipro = chat(
		"Your input fields are: …",
		`[[ ## dataset_description ## ]]\nShort messages.\n\n[[ ## basic_instruction ## ]]\n${current}\n\n[[ ## tip ## ]]\nKeep the instruction clear and concise.\n\nRespond with the corresponding output fields, starting with the field \`[[ ## proposed_instruction ## ]]\`, and then ending with the marker for \`[[ ## completed ## ]]\`.`,
	);
	const gepa = chat(
		"",
		`I provided an assistant with the following instructions to perform a task for me:\n\`\`\`\n${current}\n\`\`\`\n\nThe following are examples\n\`\`\`\n# Example 1\n\`\`\`\n\nProvide the new instructions within \`\`\` blocks.`,
	);
	const ours: Chat = {
		...chat(
			"Improve the instructions.",
			`<currentInstructions>${current}</currentInstructions>\n<failures>\nnone\n</failures>`,
		),
		json: {
			type: "object",
			properties: { critique: { type: "string" }, instruction: { type: "string" } },
			required: ["critique", "instruction"],
		},
	};

	it("finds the present instruction in every framework's words", () => {
		const rewrite = chat("", `<task>routing</task>\n<current>${current}</current>`);
		for (const request of [
			mipro,
			gepa,
			ours,
			rewrite,
			chat("", `Better words for this, please: ${current} Be quick.`),
		]) {
			expect(currentInstruction(world, request)).toBe(current);
		}
		expect(currentInstruction(world, chat("", "Propose something."))).toBe(plainInstruction);
	});

	it("keeps the form that is asked for", () => {
		expect(answerProposer(world, mipro)).toMatch(
			/^\[\[ ## proposed_instruction ## \]\]\nRoute the customer's .*\n\n\[\[ ## completed ## \]\]$/,
		);
		expect(answerProposer(world, gepa)).toMatch(/```\nRoute the customer's .*\n```$/);
		const fields = JSON.parse(answerProposer(world, ours)) as Record<string, string>;
		expect(Object.keys(fields)).toEqual(["critique", "instruction"]);
		expect(fields.instruction).toContain(plainInstruction);
		expect(fields.critique).not.toContain(plainInstruction);
		expect(
			answerProposer(world, { ...ours, json: { type: "object", properties: { text: { type: "string" } } } }),
		).toMatch(/^\{"text":"As to the text, /);
	});

	it("changes one or two hints, differently for different requests, and always alike for the same", () => {
		const proposals = Array.from({ length: 200 }, (_, seed) => {
			const said = JSON.parse(answerProposer(world, { ...ours, key: `${ours.key} ${seed}` })) as {
				instruction: string;
			};
			return said.instruction;
		});
		const distances = proposals.map((text) => {
			const hints = readPrompt(world, chat(text, "")).hints;
			const gone = hints.has(useful) ? 0 : 1;
			return gone + [...hints].filter((hint) => hint !== useful).length;
		});
		expect(new Set(distances)).toEqual(new Set([1, 2]));
		expect(new Set(proposals).size).toBeGreaterThan(30);
		expect(answerProposer(world, ours)).toBe(answerProposer(world, ours));
	});
});

describe("the server", () => {
	let port = 0;
	let close = () => {};
	beforeAll(async () => {
		({ port, close } = await startServer());
	});
	afterAll(() => close());

	it("answers as the model in the process does, counts by model, and knows the truth", async () => {
		const { validate } = dataOf(world);
		const base = `http://127.0.0.1:${port}/0`;
		const served = predict(routing, { model: openai({ model: "task", baseURL: `${base}/v1` }), adapter: jsonPrompt });
		const inside = predict(routing, { model: simulatedModel(world, { role: "task" }), adapter: jsonPrompt });
		for (const { input } of validate.examples.slice(0, 10)) {
			expect((await served.run(input)).output).toEqual((await inside.run(input)).output);
		}
		const counts = (await (await fetch(`${base}/counts`)).json()) as Record<string, { calls: number }>;
		expect(counts.task?.calls).toBe(10);
		await fetch(`${base}/reset`, { method: "POST" });
		expect(await (await fetch(`${base}/counts`)).json()).toEqual({});
		const messages = [
			{ role: "system", content: withHint(useful) },
			{ role: "user", content: "Ticket 9000. Hello." },
		];
		const truth = await fetch(`${base}/truth`, { method: "POST", body: JSON.stringify({ messages }) });
		expect(await truth.json()).toEqual({
			accuracy: truthOfParameters(world, { instructions: withHint(useful), demos: [] }),
		});
		expect((await fetch(`http://127.0.0.1:${port}/nothing`)).status).toBe(404);
	});
});
