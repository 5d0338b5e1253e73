import { expect, test } from "vitest";
import { noiseSensitivity } from "../../../src/judge/metrics/noise-sensitivity.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf } from "./scripted-judge.ts";

const c = caseOf(
	{ question: "Q?" },
	{ answer: "the reference" },
	{ answer: "the answer", contexts: ["relevant", "noise"] },
);

// Four statements: right; wrong from the relevant passage; wrong from noise alone; wrong from both.
const supported: Readonly<Record<string, readonly number[]>> = {
	"the reference": [1],
	relevant: [1, 2, 4],
	noise: [3, 4],
};
const judge = () =>
	judgeOf({
		statements: (prompt) => (prompt.includes("the answer") ? "1. A1\n2. A2\n3. A3\n4. A4" : "1. R1"),
		verdicts: (prompt) => {
			const source = /<source>(.*)<\/source>/.exec(prompt)?.[1] ?? "";
			if (prompt.includes("R1")) return `1. => ${source === "relevant" ? "yes" : "no"}`;
			return [1, 2, 3, 4].map((id) => `${id}. => ${supported[source]?.includes(id) ? "yes" : "no"}`).join("\n");
		},
	});

// By the definition: wrong and supported by a relevant passage: A2, A4. By irrelevant ones only: A3.
test("wrong statements by where they came from; lower is better", async () => {
	const relevant = noiseSensitivity({ model: judge() });
	expect(relevant.direction).toBe("lower");
	expect(await relevant.score(c, context())).toMatchObject({
		value: 0.5,
		reason: '2 of 4 statements are wrong and come from relevant passages: "A2"; "A4"',
	});
	const irrelevant = noiseSensitivity({ model: judge(), mode: "irrelevant" });
	expect([irrelevant.name, (await irrelevant.score(c, context())).value]).toEqual([
		"noise sensitivity, irrelevant",
		0.25,
	]);
	expect(irrelevant.using((model) => model).direction).toBe("lower");
});

test("no reference, nothing retrieved, an empty answer: does not apply; junk is a typed error", async () => {
	const metric = noiseSensitivity({ model: judge() });
	const cases = [
		{ ...c, expected: {} as never },
		{ ...c, output: { answer: "the answer", contexts: [] } },
		{ ...c, output: { answer: "", contexts: ["relevant"] } },
	];
	for (const one of cases)
		expect(await metric.score(one, context())).toMatchObject({
			value: null,
			reason: expect.stringContaining("does not apply"),
		});
	const junk = noiseSensitivity({ model: scripted(() => "9 of 10") });
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
