import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type ModelRequest, textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { reason } from "../../src/program/reason.ts";
import { reflect } from "../../src/program/reflect.ts";
import { signature } from "../../src/program/signature.ts";

const sum = signature({
	name: "sum",
	instructions: "Add the numbers.",
	input: { a: z.number(), b: z.number() },
	output: { total: z.number() },
});
const total = (value: number) => JSON.stringify({ total: value });
const thinks = (reflection: string) => JSON.stringify({ reflection });
const asked = (request: ModelRequest | undefined) =>
	`${request?.system}\n${request?.messages.map(({ content }) => textOf(content)).join("\n")}`;

describe("reflect", () => {
	it("answers, reflects, and answers again", async () => {
		const model = scripted([total(5), thinks("2 and 2 is less than 5."), total(4)]);
		const { output, trace } = await reflect(sum).using(model).run({ a: 2, b: 2 });
		expect(output).toEqual({ total: 4 });
		expect(trace.children.map(({ name }) => name)).toEqual(["answer", "reflect", "again"]);
		expect(asked(model.requests[1])).toContain("<total>5</total>");
		expect(asked(model.requests[1])).toContain("The task was: Add the numbers.");
		expect(asked(model.requests[2])).toContain("<reflections>2 and 2 is less than 5.</reflections>");
	});

	it("keeps the first answer where nothing is wrong", async () => {
		const model = scripted([total(4), thinks("The answer is correct.")]);
		expect((await reflect(sum, { rounds: 5 }).using(model).run({ a: 2, b: 2 })).output).toEqual({ total: 4 });
		expect(model.calls).toBe(2);
	});

	it("remembers earlier reflections in later rounds", async () => {
		const model = scripted([total(6), thinks("Too much."), total(3), thinks("Too little."), total(4)]);
		const { output } = await reflect(sum, { rounds: 2 }).using(model).run({ a: 2, b: 2 });
		expect(output).toEqual({ total: 4 });
		expect(asked(model.requests[4])).toContain("Too much.\nToo little.");
		expect(asked(model.requests[4])).toContain("<total>3</total>");
	});

	it("wraps another program, and lets a second model reflect", async () => {
		const judge = scripted([thinks("none")], { id: "judge" });
		const program = reflect(sum, { answer: reason(sum), model: judge });
		expect(Object.keys(program.parameters)).toEqual(["answer", "reflect", "again"]);
		const model = scripted([JSON.stringify({ reasoning: "2 + 2", total: 4 })]);
		await program.run({ a: 2, b: 2 }, { model });
		expect([model.calls, judge.calls]).toEqual([1, 1]);
	});

	it("counts rounds as part of what the program is", () => {
		expect(reflect(sum, { rounds: 2 }).structure).not.toEqual(reflect(sum).structure);
		expect(() => reflect(sum, { rounds: 1.5 })).toThrow(
			"reflect on sum: expected rounds to be a whole number of at least 1, found 1.5",
		);
		const taken = signature({ ...sum, input: { earlier: z.string() } });
		expect(() => reflect(taken)).toThrow(/expected no input field named "earlier"/);
	});
});
