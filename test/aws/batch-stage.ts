import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { EvaluateOptions } from "../../src/evaluate/evaluate.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { right } from "./batch-task.ts";
import { onFake } from "./bedrock-model.ts";
import { type Fake, startFake } from "./fake/index.ts";
import type { LoggedCall } from "./fake/types.ts";

/** A stand-in for AWS for all tests of a file; in the end nothing was refused, and nothing is left to be billed. */
export function batchStage() {
	temporaryHome();
	let fake: Fake;
	let since = 0;

	beforeAll(async () => {
		fake = await startFake();
	});
	beforeEach(() => {
		since = fake.log.length;
		fake.answer("Converse", right);
	});
	afterAll(async () => {
		expect(fake.failures).toEqual([]);
		expect(fake.unexpected()).toEqual([]);
		expect(fake.billable()).toEqual([]);
		await fake[Symbol.asyncDispose]();
	});

	return {
		/** There once the tests begin. */
		get fake(): Fake {
			return fake;
		},
		/** How many calls the stand-in had had when the test began. */
		get since(): number {
			return since;
		},
		/** The calls of one operation since the test began. */
		calls: (operation: string): readonly LoggedCall[] =>
			fake.log.slice(since).filter((call) => call.operation === operation),
		model: (id = "nova-lite") => onFake(fake, id),
		quiet: (more: EvaluateOptions = {}): EvaluateOptions => ({ cache: false, progress: false, ...more }),
	};
}
