import { expect, test } from "vitest";
import { random } from "../../src/core/random.ts";
import { describeData, exampleLine, proposeInstruction } from "../../src/optimize/instruction-proposer.ts";
import { defineOptimizer } from "../../src/optimize/optimizer.ts";
import { stepFacts } from "../../src/optimize/step-facts.ts";
import type { Study } from "../../src/optimize/study.ts";
import { metric, program, proposer, pupil, textOfRequest, train, validate } from "./support.ts";

const current = program.parameters.parity?.instructions ?? "";
const good = [
	"Look at the last digit of the number and say whether it is even or odd.",
	"Divide the number by two and say even where nothing is left over, else odd.",
];

/** Proposes in turn within one run; gives what came of each, and the requests. */
async function proposals(sentences: readonly string[], count: number, tried: readonly string[] = []) {
	const writer = proposer(sentences);
	const made: (string | undefined)[] = [];
	const optimizer = defineOptimizer({
		kind: "proposing",
		settings: {},
		outline: () => ({ rows: 0, proposals: 0 }),
		least: () => ({ rows: 0, proposals: 0 }),
		async run(study) {
			const draws = random("tips");
			for (let number = 1; number <= count; number++) {
				const grounds = {
					facts: stepFacts(study.program, "parity"),
					current,
					solved: train.examples.map(exampleLine),
					tried: [...tried, ...made.flatMap((text) => text ?? [])],
					data: await describeData(study as Study<unknown, unknown, unknown>, random("data")),
					history: [{ instructions: "An earlier one.", score: "exact 41.0 %" }],
				};
				made.push(await proposeInstruction(study, grounds, draws, { temperature: 1, number }));
			}
			return undefined;
		},
	});
	const task = {
		train,
		validate,
		metric,
		proposer: writer,
		budget: { calls: 50 },
		progress: false,
		retry: false,
	} as const;
	await optimizer(program.using(pupil(() => 0.5)), task);
	return { made, asked: writer.requests.map(textOfRequest) };
}

test("the proposer is told the fields, the data, a few train rows, what was tried with its scores, and the current one", async () => {
	const { made, asked } = await proposals(good, 2);
	expect(made).toHaveLength(2);
	const [described, first = "", second = ""] = asked;
	expect(described).toMatch(/n: \d+ => label: "?(even|odd)/);
	for (const words of [current, "exact 41.0 %: An earlier one.", "label"]) expect(first).toContain(words);
	expect(first.match(/n: \d+ => label: /g)).toHaveLength(3);
	for (const { input } of validate.examples) expect(asked.join("\n")).not.toContain(`n: ${input.n} `);
	expect(second).not.toBe(first); // other rows and another tip, so that they differ
	expect(asked).toHaveLength(3); // the data are described once in a run
});

test("what was tried is not taken again, and junk costs another try", async () => {
	const { made } = await proposals(["even", good[0] as string, good[1] as string], 1, [good[0] as string]);
	expect(made).toEqual([good[1]]);
});

test("a row is one line, long fields cut", () => {
	const line = exampleLine({ input: { text: "x".repeat(400), n: 3 }, expected: { label: ["a", "b"] } });
	expect(line).toMatch(/^text: x{159}…; n: 3 => label: \["a","b"\]$/);
});
