import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Span } from "../../src/core/trace.ts";
import { type ModelRequest, textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { compose } from "../../src/program/compose.ts";
import { critique } from "../../src/program/critique.ts";
import { predict } from "../../src/program/predict.ts";
import { reason } from "../../src/program/reason.ts";
import { signature } from "../../src/program/signature.ts";

const reply = signature({
	name: "reply",
	instructions: "Answer the mail.",
	input: { mail: z.string() },
	output: { text: z.string(), urgent: z.boolean() },
});
const aspects = { tone: "Friendly and calm.", facts: "Promises nothing that the mail does not ask for." };
const answer = (text: string) => JSON.stringify({ text, urgent: false });
const finds = (findings: string) => JSON.stringify({ findings });
const asked = (request: ModelRequest | undefined) =>
	`${request?.system}\n${request?.messages.map(({ content }) => textOf(content)).join("\n")}`;

describe("critique", () => {
	it("judges every aspect by itself, merges what is found, and revises", async () => {
		const model = scripted([answer("No."), finds("- It is curt."), finds("None."), answer("I am afraid not.")]);
		const { output, trace, repairs } = await critique(reply, { aspects }).using(model).run({ mail: "May I?" });
		expect(output).toEqual({ text: "I am afraid not.", urgent: false });
		expect(repairs).toBe(0);

		const [, tone, facts, revise] = model.requests.map(asked);
		expect(tone).toContain("tone. Friendly and calm.");
		expect(tone).toContain("<text>No.</text>\n<urgent>false</urgent>");
		expect(tone).not.toContain("Promises nothing");
		expect(facts).toContain("<mail>May I?</mail>");
		expect(revise).toContain("<findings>tone: - It is curt.</findings>");
		expect(revise).toContain("Answer the mail.");

		const names = (span: Span): unknown[] => [
			span.name,
			...span.children.filter(({ kind }) => kind !== "model").map(names),
		];
		expect(names(trace)).toEqual(["reply", ["draft"], ["critics", ["tone"], ["facts"]], ["revise"]]);
	});

	it("keeps a draft in which nobody finds fault, without asking again", async () => {
		const model = scripted([answer("Gladly."), finds("none"), finds("No issues found.")]);
		const { output } = await critique(reply, { aspects, rounds: 3 }).using(model).run({ mail: "May I?" });
		expect(output.text).toBe("Gladly.");
		expect(model.calls).toBe(3);
	});

	it("goes on for as many rounds as are allowed", async () => {
		const one = { tone: "Friendly." };
		const model = scripted((request) => (asked(request).includes("Criticize") ? finds("Curt.") : answer("No.")));
		await critique(reply, { aspects: one, rounds: 3 }).using(model).run({ mail: "May I?" });
		expect(model.calls).toBe(1 + 3 * 2);
		const texts = model.requests.map(asked);
		expect(texts.filter((text) => text.includes("<findings>"))).toHaveLength(3);
	});

	it("shows every step to an optimizer, and takes each one's parameters and model", async () => {
		const program = critique(reply, { aspects });
		expect(Object.keys(program.parameters)).toEqual(["draft", "critics.tone", "critics.facts", "revise"]);
		const tuned = program.with({ "critics.tone": { instructions: "Be harsh.", demos: [] } });
		const model = scripted([answer("No."), finds("none"), finds("none")]);
		await tuned.using(model).run({ mail: "May I?" });
		expect(asked(model.requests[1])).toContain("Be harsh.");

		const critic = scripted([finds("none"), finds("none")], { id: "critic" });
		const mixed = critique(reply, { aspects, model: critic });
		expect(Object.keys(mixed.models)).toEqual(["critics.tone", "critics.facts"]);
		await mixed.run({ mail: "May I?" }, { model: scripted([answer("No.")]) });
		expect(critic.calls).toBe(2);
	});

	it("wraps any program that answers the signature", async () => {
		const twice = compose(
			"twice",
			{ first: predict(reply), second: reason(reply) },
			async (input: { mail: string }, step) => {
				const { text } = await step.first(input);
				const { reasoning: _, ...output } = await step.second({ mail: text });
				return output;
			},
		);
		const program = critique(reply, { aspects: { tone: "Friendly." }, draft: twice });
		expect(Object.keys(program.parameters)).toEqual(["draft.first", "draft.second", "critics.tone", "revise"]);
		const thought = JSON.stringify({ reasoning: "…", text: "b", urgent: true });
		const model = scripted([answer("a"), thought, finds("none")]);
		expect((await program.using(model).run({ mail: "May I?" })).output).toEqual({ text: "b", urgent: true });
	});

	it("counts rounds and aspects as part of what the program is, also after a change", () => {
		const structure = (rounds: number) => critique(reply, { aspects, rounds }).using(scripted([])).with({}).structure;
		expect(structure(2)).not.toEqual(structure(1));
		expect(structure(1)).toEqual(critique(reply, { aspects }).structure);
		expect(critique(reply, { aspects: { tone: "x" } }).structure).not.toEqual(structure(1));
	});

	it("says what is wrong with a call", () => {
		expect(() => critique(reply, { aspects: {} })).toThrow(
			"critique of reply: expected at least one aspect, found none",
		);
		expect(() => critique(reply, { aspects, rounds: 0 })).toThrow(/rounds to be a whole number of at least 1, found 0/);
		expect(() => critique(reply, { aspects: { "good tone": "x" } })).toThrow(/expected a name of letters/);
		const taken = signature({ ...reply, input: { draft: z.string() } });
		expect(() => critique(taken, { aspects })).toThrow(/expected no input field named "draft"/);
	});
});
