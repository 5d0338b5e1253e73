import { expect, test } from "vitest";
import { textSchema } from "../../../src/core/text-schema.ts";
import { judgeStep } from "../../../src/judge/metrics/judge-step.ts";
import { oncePerModel } from "../../../src/judge/metrics/once-per-model.ts";
import { scripted } from "../../../src/model/scripted.ts";

const step = () =>
	oncePerModel(judgeStep({ name: "plan", instructions: "Plan.", reads: ["task"], writes: { plan: textSchema() } }));

test("asked once for an input, instructions and a model", async () => {
	const [one, other] = [scripted(() => "a", { identity: "one" }), scripted(() => "b", { identity: "other" })];
	const program = step();
	const bound = program.using(one);
	await Promise.all([bound.run({ task: "t" }), bound.run({ task: "t" })]);
	expect((await program.using(one).run({ task: "t" })).output).toEqual({ plan: "a" });
	expect((await program.run({ task: "t" }, { model: other })).output).toEqual({ plan: "b" });
	expect([one.calls, other.calls]).toEqual([1, 1]);
	await bound.run({ task: "another" });
	await bound.with({ plan: { instructions: "Plan well.", demos: [] } }).run({ task: "t" });
	expect(one.calls).toBe(3);
});

test("what fails is not kept", async () => {
	const model = scripted([new Error("busy"), "a"]);
	const bound = step().using(model);
	await expect(bound.run({ task: "t" })).rejects.toThrow("busy");
	expect((await bound.run({ task: "t" })).output).toEqual({ plan: "a" });
});
