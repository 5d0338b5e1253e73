import { expect, test } from "vitest";
import { textSchema } from "../../../src/core/text-schema.ts";
import { around } from "../../../src/judge/metrics/around.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { predict } from "../../../src/program/predict.ts";
import { signature } from "../../../src/program/signature.ts";

const echo = predict<{ text: string }, { text: string }>(
	signature({ name: "echo", instructions: "Echo.", input: { text: textSchema() }, output: { text: textSchema() } }),
);
const twice = around(echo, { times: 2 }, async (inner, texts: readonly [string, string], context) => {
	const [a, b] = [await inner.run({ text: texts[0] }, context), await inner.run({ text: texts[1] }, context)];
	return a.output.text + b.output.text;
});

test("one output of several; spans nest and repairs add up", async () => {
	const model = scripted(["junk", '{"text":"a"}', "junk", '{"text":"b"}']);
	const { output, repairs, trace } = await twice.using(model).run(["a", "b"]);
	expect([output, repairs, trace.children.length]).toEqual(["ab", 2, 2]);
});

test("what can be tuned, and the models, are the inner program's", () => {
	const model = scripted([]);
	const bound = twice.using(model).with({ echo: { instructions: "Echo loudly.", demos: [] } });
	expect(bound.parameters.echo?.instructions).toBe("Echo loudly.");
	expect(bound.models).toEqual({ echo: model });
	expect(() => twice.with({ other: { instructions: "", demos: [] } })).toThrow('expected the step "echo"');
	expect(twice.structure).toMatchObject({ kind: "around", times: 2 });
});
