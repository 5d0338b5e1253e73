import { expect, test } from "vitest";
import { qwen } from "../../src/optimize/guides/index.ts";
import { instructionParts, joinParts } from "../../src/optimize/instruction-parts.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { rewrite } from "../../src/optimize/rewrite.ts";
import { metric, program, proposer, pupil, train, validate } from "./support.ts";

const examples = 'Examples:\nthe number "4": even\nthe number "7": odd';
const written = `Say whether the number is even or odd.\n\n${examples}`;
const better = "Look at the last digit of the number and say whether it is even or odd.";
const given = program.with({ parity: { instructions: written, demos: [] } });
const task = {
	train,
	validate,
	metric,
	budget: { calls: 300 },
	proposer: proposer([better]),
	progress: false as const,
};

test("joins what it took apart, and leaves a text without examples whole", () => {
	expect(joinParts(instructionParts(written))).toBe(written);
	expect(instructionParts("Say it. Give examples: two.")).toEqual({
		told: "Say it. Give examples: two.",
		examples: "",
	});
});

test("a rewriting keeps the worked examples word by word", async () => {
	const result = await rewrite({ guide: qwen })(given.using(pupil(() => 0.5)), task);
	expect(result.program.parameters.parity?.instructions).toBe(`${better}\n\n${examples}`);
});

test("so does a proposal of mipro", async () => {
	const model = pupil((prompt) => (prompt.includes("last digit") && prompt.includes('"7": odd') ? 1 : 0.3));
	const optimizer = mipro({ numCandidates: 2, numTrials: 3, maxBootstrappedDemos: 0, maxLabeledDemos: 0 });
	const result = await optimizer(given.using(model), task);
	expect(result.program.parameters.parity?.instructions).toBe(`${better}\n\n${examples}`);
});
