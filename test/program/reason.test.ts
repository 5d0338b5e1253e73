import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ModelRequest } from "../../src/model/model.ts";
import { requestKey } from "../../src/model/request-key.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { reason } from "../../src/program/reason.ts";
import { signature } from "../../src/program/signature.ts";

const parts = { name: "sum", instructions: "Add.", input: { a: z.number(), b: z.number() } };
const sum = signature({ ...parts, output: { total: z.number() } });

/** The request that a program sends for 2 and 2. */
async function sentBy(program: ReturnType<typeof reason<{ a: number; b: number }, { total: number }>>) {
	const sent: ModelRequest[] = [];
	const model = scripted((request) => {
		sent.push(request);
		return '{"reasoning":"2 and 2","total":4}';
	});
	await program.using(model).run({ a: 2, b: 2 });
	return sent;
}

describe("reason", () => {
	it("asks for the reasoning first, and gives it with the answer", async () => {
		const { output } = await reason(sum)
			.using(scripted(['{"reasoning":"2 and 2","total":4}']))
			.run({ a: 2, b: 2 });
		expect(output).toEqual({ reasoning: "2 and 2", total: 4 });
		expect(Object.keys(output)).toEqual(["reasoning", "total"]);
	});

	// tapes and caches are looked up by this key
	it("sends the very request of a zod field by that name", async () => {
		const reasoning = z.string().describe("Think step by step towards the answer, briefly");
		const byHand = predict(signature({ ...parts, output: { reasoning, total: z.number() } }));
		const [ours] = await sentBy(reason(sum));
		const [theirs] = await sentBy(byHand);
		if (ours === undefined || theirs === undefined) throw new Error("expected a request from each");
		expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
		expect(requestKey("any", ours)).toBe(requestKey("any", theirs));
	});

	it("asks again when the reasoning is missing, and says so", async () => {
		const sent: ModelRequest[] = [];
		const model = scripted((request) => {
			sent.push(request);
			return sent.length === 1 ? '{"total":4}' : '{"reasoning":"2 and 2","total":4}';
		});
		const { output, repairs } = await reason(sum).using(model).run({ a: 2, b: 2 });
		expect(output.reasoning).toBe("2 and 2");
		expect(repairs).toBe(1);
		expect(JSON.stringify(sent[1])).toContain("reasoning: Invalid input: expected string, received undefined");
	});

	it("leaves the signature it was given alone", () => {
		reason(sum);
		expect(Object.keys(sum.output)).toEqual(["total"]);
	});
});
