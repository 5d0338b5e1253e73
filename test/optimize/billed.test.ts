import { expect, test } from "vitest";
import { fromExamples } from "../../src/data/dataset.ts";
import { noAmount } from "../../src/model/middleware/amount.ts";
import { type Bill, sumOfBills } from "../../src/optimize/bill.ts";
import { billed } from "../../src/optimize/billed.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { chain } from "../../src/optimize/chain.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import type { Optimizer } from "../../src/optimize/optimizer.ts";
import { metric, program, proposer, pupil, train, validate } from "./support.ts";

const small = fromExamples("validate", validate.examples.slice(0, 8));
const task = { train, validate: small, metric, progress: false, retry: false, budget: { calls: 100 } } as const;
const search = mipro({ numCandidates: 2, numTrials: 2, maxBootstrappedDemos: 0, maxLabeledDemos: 0 });

test("what a proposer of no use was asked is paid, in a chain as well", async () => {
	for (const optimizer of [search, chain(search)]) {
		const model = pupil(() => 0.5);
		const writer = proposer(["even"]);
		const outcome = await billed(optimizer, program.using(model), { ...task, proposer: writer });
		expect(outcome).toMatchObject({ result: undefined, error: { name: "ProposalError" } });
		expect([model.calls, writer.calls]).toEqual([8, 6]); // five proposals, and the description of the data
		expect([outcome.bill.spent.calls, outcome.bill.sent.calls]).toEqual([14, 14]);
		expect(outcome.bill.spending.map(({ phase, calls }) => [phase, calls])).toEqual([
			["baseline", 8],
			["propose", 6],
		]);
	}
});

test("a run that ends well has its bill in its result", async () => {
	const model = pupil(() => 0.5);
	const { result, bill } = await billed(bootstrap({ maxBootstrappedDemos: 1 }), program.using(model), task);
	const { spent, sent, spending } = result ?? bill;
	expect(bill.spent.calls).toBe(model.calls);
	expect([bill.sent, bill.spending, bill.spent.calls]).toEqual([sent, spending, spent.calls]);
});

test("an optimizer of another make, which tells no bill, is billed by its result", async () => {
	const bill: Bill = { spent: { ...noAmount, calls: 3, seconds: 1 }, sent: noAmount, spending: [] };
	const other = Object.assign(async () => bill, { kind: "other" }) as unknown as Optimizer;
	expect((await billed(other, program, task)).bill.spent.calls).toBe(3);
	const broken = Object.assign(() => Promise.reject(new Error("broken")), { kind: "other" }) as unknown as Optimizer;
	expect((await billed(broken, program, task)).bill).toEqual(sumOfBills([]));
});
