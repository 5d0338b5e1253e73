import { expect, test } from "vitest";
import { scaleSchema } from "../../src/judge/scale-schema.ts";

const { validate, jsonSchema } = scaleSchema({ low: 1, high: 5 })["~standard"];

test("takes the whole numbers of the scale, ends included, and nothing else", async () => {
	for (const value of [1, 3, 5]) expect(await validate(value)).toEqual({ value });
	for (const value of [0, 6, 2.5, "3", null, undefined, Number.NaN, [3]]) {
		expect(await validate(value)).toMatchObject({ issues: [{ message: expect.stringMatching(/from 1 to 5, found/) }] });
	}
});

test("tells a model the same in JSON Schema", () => {
	expect(jsonSchema?.input({ target: "draft-2020-12" })).toEqual({ type: "integer", minimum: 1, maximum: 5 });
});
