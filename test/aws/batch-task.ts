import { z } from "zod";
import { batchEngine } from "../../src/aws/batch-engine.ts";
import type { BatchOptions } from "../../src/aws/batch-options.ts";
import { throwIfAborted } from "../../src/core/errors.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { answered } from "./bedrock-model.ts";

export const parity = signature({
	name: "parity",
	instructions: "Say whether the number is even or odd.",
	input: { number: z.number() },
	output: { parity: z.enum(["even", "odd"]) },
});
export const program = predict(parity);

/** Each test takes numbers of its own, so that none comes back to another's job. */
export const numbers = (n: number, first = 0) =>
	datasetOf(
		Array.from({ length: n }, (_, i) => ({ number: first + i, parity: (first + i) % 2 === 0 ? "even" : "odd" })),
		{ name: "numbers", input: ["number"], expected: ["parity"] },
	);

export const role = "arn:aws:iam::111122223333:role/batch";

/** Sleeps no time, but lets others run. */
const quick = {
	now: () => Date.now(),
	async sleep(_ms: number, signal?: AbortSignal) {
		throwIfAborted(signal);
		await new Promise((resolve) => setImmediate(resolve));
		throwIfAborted(signal);
	},
};

export const engine = (more: Partial<BatchOptions> = {}) =>
	batchEngine({ bucket: "my-bucket", role, maxUsd: 1, ...more }, quick);

type Input = { readonly messages: readonly { readonly content: readonly { readonly text?: string }[] }[] };

/** The number that a request asks about. */
export const asked = (input: Input) =>
	Number(/\d+/.exec(input.messages[0]?.content.map(({ text = "" }) => text).join("") ?? "")?.[0]);

export const right = (input: Input) =>
	answered([{ text: JSON.stringify({ parity: asked(input) % 2 === 0 ? "even" : "odd" }) }]);
