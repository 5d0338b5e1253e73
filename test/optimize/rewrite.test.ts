import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { scripted } from "../../src/model/scripted.ts";
import { nova } from "../../src/optimize/guides/index.ts";
import { rewrite } from "../../src/optimize/rewrite.ts";
import { metric, program, proposer, pupil, textOfRequest, train, validate } from "./support.ts";

const helpful = "Look at the last digit of the number and say whether it is even or odd.";
const useless = "Think about the number for a while and then say even or odd, as you like.";
const skilled = () => pupil((prompt) => (prompt.includes("last digit") ? 0.9 : 0.4));
const task = { train, validate, metric, progress: false, retry: false, budget: { calls: 200 } } as const;

test("by default the rewritten prompt is taken when it passes the screen, without a call to the program", async () => {
	const model = skilled();
	const writer = proposer(["Sure! Here it is:", useless]);
	const result = await rewrite({ guide: nova })(program.using(model), { ...task, proposer: writer });
	expect(result.program.parameters.parity?.instructions).toBe(useless);
	expect([model.calls, writer.calls, result.spent.calls]).toEqual([0, 2, 2]);
	expect(result.proposals).toEqual({ asked: 2, used: 1 });
	expect(textOfRequest(writer.requests[0] as (typeof writer.requests)[0])).toContain("Nova");
});

test("with evidence asked for, only a rewording that does better on paired rows replaces the start", async () => {
	const run = (sentence: string) =>
		rewrite({ guide: nova, keep: "evidence" })(program.using(skilled()), { ...task, proposer: proposer([sentence]) });
	const better = await run(helpful);
	expect([better.promoted, better.program.parameters.parity?.instructions]).toEqual([true, helpful]);
	const same = await run(useless);
	expect([same.promoted, same.program.parameters.parity?.instructions]).toEqual([
		false,
		program.parameters.parity?.instructions,
	]);
});

test("of several rewordings the best on validate is proposed", async () => {
	const writer = proposer([useless, helpful]);
	const result = await rewrite({ guide: nova, candidates: 2 })(program.using(skilled()), { ...task, proposer: writer });
	expect(result.program.parameters.parity?.instructions).toBe(helpful);
	expect(result.spending.map(({ phase }) => phase)).toEqual(["rewrite", "baseline", "confirm"]);
});

test("a time limit that rewriting uses up leaves the prompt as it was, says so, and is paid", async () => {
	const slow = scripted(
		(_request, _index, { signal }) => sleep(60_000, undefined, signal === undefined ? {} : { signal }).then(() => ""),
		{ id: "slow" },
	);
	const given = { ...task, proposer: slow, budget: { seconds: 0.2 } };
	const result = await rewrite({ guide: nova })(program.using(skilled()), given);
	expect(result.stopped).toMatch(/expected to end within 0.2 s/);
	expect(result.program.parameters).toEqual(program.parameters);
	expect([result.promoted, result.spent.calls, slow.calls]).toEqual([false, 1, 1]);
});

test("a proposer that rewrites to nothing of use is named; a budget below the least is refused", async () => {
	const junk = { ...task, proposer: proposer(["odd"]) };
	await expect(rewrite({ guide: nova })(program.using(skilled()), junk)).rejects.toMatchObject({
		name: "ProposalError",
	});
	const tight = { ...task, budget: { calls: 48 }, proposer: proposer([helpful]) };
	await expect(rewrite({ guide: nova, keep: "evidence" })(program.using(skilled()), tight)).rejects.toThrow(
		/at least 49 calls \(48 rows of the program, 1 proposals\)/,
	);
});
