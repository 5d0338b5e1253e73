import { expect, test } from "vitest";
import { OutputError } from "../../src/core/errors.ts";
import { judge } from "../../src/judge/judge.ts";
import { panel } from "../../src/judge/panel.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { scripted } from "../../src/model/scripted.ts";
import { testContext } from "../model/context.ts";
import { written } from "./support.ts";

const rubric = { name: "tone", instructions: "Kind?", scale: { low: 1, high: 5 }, source: "ours" } as const;
const one = (name: string, answer: string) =>
	judge<unknown, unknown, { text: string }>({
		name,
		rubric,
		shows: { text: ({ output }) => output.text },
		model: scripted(() => answer, { id: name, identity: name }),
	});
const says = (name: string, score: number) => one(name, `<thinking>${name} says so.</thinking><score>${score}</score>`);
const c = { input: { topic: "t" }, expected: {}, output: { text: "Hello" }, trace: {} as never };

test("the majority decides, a split vote for the worse; who said what stays", async () => {
	const score = await panel([says("a", 5), says("b", 2), says("c", 5)]).score(c, testContext());
	expect(score.value).toBe(1);
	expect(score.raw).toMatchObject({ verdicts: [{ judge: "a", value: 1, raw: 5 }, { value: 0.4 }, { value: 1 }] });
	expect((score.raw as { disagreement: number }).disagreement).toBeCloseTo((0.6 + 0.6 + 0) / 3, 12);
	expect(score.reason).toBe("split: a 1 (a says so.), b 0.400 (b says so.), c 1 (c says so.)");
	expect(score.usage?.calls).toBe(3);
	expect((await panel([says("a", 5), says("b", 2)]).score(c, testContext())).value).toBe(0.4);
});

test("or the mean", async () => {
	const score = await panel([says("a", 5), says("b", 2)], { combine: "mean" }).score(c, testContext());
	expect(score.value).toBeCloseTo(0.7, 12);
});

test("a judge that cannot be read is left out; when none can, that is an error of the score", async () => {
	const score = await panel([says("a", 5), one("b", "junk")]).score(c, testContext());
	expect(score).toMatchObject({ value: 1, raw: { disagreement: null } });
	const none = await panel([one("a", "junk"), one("b", "junk")]).score(c, testContext());
	expect(none.value).toBeNull();
	expect(none.error).toBeInstanceOf(OutputError);
	const report = await written("w", 2, () => "x", [panel([one("a", "junk"), one("b", "junk")], { name: "p" })]);
	expect(report.summary.p).toMatchObject({ value: null, failed: 2 });
});

test("of metrics where lower is better, a split vote counts the higher", async () => {
	const fixed = (name: string, value: number): Metric => ({
		name,
		direction: "lower",
		range: [0, 1],
		caution: `${name} is new`,
		score: () => ({ value }),
	});
	const both = panel([fixed("a", 0), fixed("b", 1)]);
	expect((await both.score(c, testContext())).value).toBe(1);
	expect(both.caution).toBe("a: a is new; b: b is new");
	expect(() => panel([fixed("a", 0), says("b", 1) as Metric])).toThrow(/one direction/);
	expect(() => panel([])).toThrow(/at least two judges, found 0/);
});
