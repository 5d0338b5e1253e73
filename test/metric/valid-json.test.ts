import { expect, it } from "vitest";
import { z } from "zod";
import { jsonProblem, validJson } from "../../src/metric/valid-json.ts";
import { caseOf, context } from "./case-of.ts";

it.each(["{}", "null", "1", '"x"', [1], { a: 1 }])("%j is JSON", (value) => expect(jsonProblem(value)).toBeNull());
it.each(["{a:1}", "", "[1,]", undefined])("%j is not", (value) => expect(jsonProblem(value)).not.toBeNull());
it.each(["null", "1", 1])("%j is not for autoevals", (value) =>
	expect(jsonProblem(value, { compat: "autoevals" })).toMatch("expected an object or a list"),
);

it("checks a schema besides", async () => {
	const metric = validJson("payload", { schema: z.object({ n: z.number() }) });
	const score = async (payload: unknown) => metric.score(caseOf(null, { payload }), context);
	expect(await score('{"n": 1}')).toEqual({ value: 1 });
	expect(await score('{"n": "1"}')).toMatchObject({ value: 0, reason: expect.stringContaining("number") });
	expect(await score("{")).toMatchObject({ value: 0 });
});

it("reads through a function", async () => {
	const metric = validJson((c: { readonly output: string }) => c.output);
	expect(await metric.score(caseOf(null, "[]"), context)).toEqual({ value: 1 });
});
