import { describe, expect, it } from "vitest";
import { z } from "zod";
import { validateShape } from "../../src/core/schema.ts";
import { spansOf, startTrace } from "../../src/core/trace.ts";
import { scripted } from "../../src/model/scripted.ts";
import { asTool } from "../../src/program/as-tool.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

const capital = predict(
	signature({
		name: "capital",
		instructions: "Name the capital.",
		input: { country: z.string().describe("In English"), year: z.number().optional() },
		output: { city: z.string() },
	}),
);

describe("asTool", () => {
	it("takes the program's name and input", () => {
		const made = asTool(capital, { description: "Knows capitals." });
		expect(made.name).toBe("capital");
		expect(made.inputSchema).toBe(capital.schemas.capital?.input);
		expect(Object.keys(made.input)).toEqual(["country", "year"]);
	});

	it("misses an argument that the program needs, and no other", async () => {
		const { input } = asTool(capital, { description: "Knows capitals." });
		expect(await validateShape(input, { year: 1990 })).toMatchObject({ ok: false, field: "country" });
		expect(await validateShape(input, { country: "France" })).toEqual({ ok: true, value: { country: "France" } });
	});

	it("runs the program inside the call's span, with the context's model", async () => {
		const trace = startTrace("call", "tool");
		const made = asTool(capital, { description: "Knows capitals." });
		const model = scripted(['{"city":"Paris"}']);
		expect(await made.run({ country: "France" }, { seed: 0, trace, model })).toEqual({ city: "Paris" });
		expect(spansOf(trace.data.children[0] ?? trace.data, "model")).toHaveLength(1);
	});

	it("is the same tool with another program", async () => {
		const made = asTool(capital, { name: "town", description: "Knows capitals." });
		const bound = made.withProgram?.(capital.using(scripted(['{"city":"Oslo"}'])) as never);
		expect(bound?.name).toBe("town");
		expect(await bound?.run({ country: "Norway" }, { seed: 0, trace: startTrace("t") })).toEqual({ city: "Oslo" });
	});

	it("needs to be told the input of a composed program", async () => {
		const twice = compose("twice", { a: capital, b: capital }, async (input: { country: string }, step) =>
			step.a(input),
		);
		expect(() => asTool(twice, { description: "Two." })).toThrow(
			/asTool twice: expected the input's fields, found none/,
		);
		const made = asTool(twice, { description: "Two.", input: { country: z.string() } });
		expect(made.inputSchema.required).toEqual(["country"]);
	});
});
