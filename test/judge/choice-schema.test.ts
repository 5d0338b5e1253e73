import { expect, test } from "vitest";
import { choiceSchema } from "../../src/judge/choice-schema.ts";

const { validate, jsonSchema } = choiceSchema(["yes", "no"])["~standard"];

test("takes each choice in any letter case, as it is written in the scale, and nothing else", async () => {
	expect(await validate(" YES ")).toEqual({ value: "yes" });
	for (const value of ["maybe", "", 1, true, null, undefined, ["yes"]]) {
		expect(await validate(value)).toMatchObject({
			issues: [{ message: expect.stringMatching(/one of yes, no, found/) }],
		});
	}
	expect(jsonSchema?.input({ target: "draft-2020-12" })).toEqual({ type: "string", enum: ["yes", "no"] });
});
