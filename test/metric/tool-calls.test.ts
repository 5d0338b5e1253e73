import { describe, expect, it } from "vitest";
import { type ToolCall, toolCallScores } from "../../src/metric/tool-call-scores.ts";
import { toolCalls } from "../../src/metric/tool-calls.ts";
import { caseOf, context } from "./case-of.ts";

const call = (name: string, input: Record<string, unknown> = {}): ToolCall => ({ name, input });
const wanted = [
	call("search", { q: "cats", n: 5 }),
	call("weather", { city: "Oslo" }),
	call("search", { q: "dogs", n: 3 }),
	call("mail", { to: "ada", body: "hello" }),
];
const [first, second, third, last] = wanted as [ToolCall, ToolCall, ToolCall, ToolCall];
const perfect = {
	namePrecision: 1,
	nameRecall: 1,
	nameF1: 1,
	argumentAccuracy: 1,
	argumentPrecision: 1,
	order: 1,
	exact: true,
	problems: [] as string[],
};

it("is perfect for the wanted calls, arguments in any order", () => {
	expect(toolCallScores(wanted, wanted)).toEqual(perfect);
	expect(toolCallScores([call("search", { n: 5, q: "cats" })], [first])).toEqual(perfect);
});

describe("each mutation lowers the sub-score it should, and no other", () => {
	const mutations: [string, readonly ToolCall[], Partial<typeof perfect>][] = [
		["extra", [...wanted, call("pay")], { namePrecision: 4 / 5, nameF1: 8 / 9, problems: ["extra call of pay"] }],
		["missing", wanted.slice(0, 3), { nameRecall: 3 / 4, nameF1: 6 / 7, problems: ["missing call of mail"] }],
		["swap", [second, first, third, last], { order: 3 / 4 }],
		["swap of calls with one name", [third, second, first, last], { order: 2 / 4 }],
		[
			"rename",
			[first, call("forecast", { city: "Oslo" }), third, last],
			{
				namePrecision: 3 / 4,
				nameRecall: 3 / 4,
				nameF1: 3 / 4,
				problems: ["extra call of forecast", "missing call of weather"],
			},
		],
		[
			"wrong argument",
			[call("search", { q: "cats", n: 6 }), second, third, last],
			{ argumentAccuracy: 7 / 8, problems: ["wrong value of search.n"] },
		],
		[
			"missing argument",
			[call("search", { q: "cats" }), second, third, last],
			{ argumentAccuracy: 7 / 8, problems: ["missing argument search.n"] },
		],
		[
			"invented argument",
			[first, second, third, call("mail", { to: "ada", body: "hello", urgent: true })],
			{ argumentPrecision: 7 / 8, problems: ["invented argument mail.urgent"] },
		],
	];
	it.each(mutations)("%s", (_, predicted, changed) => {
		expect(toolCallScores(predicted, wanted)).toEqual({ ...perfect, exact: false, ...changed });
	});
});

it("pairs calls of one name by their arguments, and in order when they are alike", () => {
	const scores = toolCallScores([call("a", { n: 2 }), call("a", { n: 1 })], [call("a", { n: 1 }), call("a", { n: 2 })]);
	expect(scores).toMatchObject({ argumentAccuracy: 1, order: 0.5 });
	const twins = [call("a"), call("b"), call("a"), call("a")];
	expect(toolCallScores(twins, twins)).toEqual(perfect);
	expect(toolCallScores([call("a"), call("b")], [call("b"), call("a"), call("b"), call("a")]).nameRecall).toBe(0.5);
});

it("compares values as JSON", () => {
	const accuracy = (given: unknown, asked: unknown) =>
		toolCallScores([call("a", { x: given })], [call("a", { x: asked })]).argumentAccuracy;
	expect(accuracy("1", 1)).toBe(0);
	expect(accuracy({ b: 1, a: [2] }, { a: [2], b: 1 })).toBe(1);
});

it("knows empty lists and calls without arguments", () => {
	const nothing = {
		namePrecision: null,
		nameRecall: null,
		argumentAccuracy: null,
		argumentPrecision: null,
		order: null,
	};
	expect(toolCallScores([], [])).toEqual({ ...nothing, nameF1: 1, exact: true, problems: [] });
	expect(toolCallScores([call("a")], [])).toMatchObject({
		namePrecision: 0,
		nameRecall: null,
		nameF1: 0,
		exact: false,
	});
	expect(toolCallScores([], [call("a")])).toMatchObject({ namePrecision: null, nameRecall: 0, nameF1: 0 });
	expect(toolCallScores([{ name: "a" }], [{ name: "a", input: null }])).toEqual(perfect);
	expect(() => toolCallScores([{ name: "a", input: "x" }], [])).toThrow("expected the input of a to be an object");
});

it("is a metric with one measure, the reason in words", () => {
	const row = caseOf({ calls: wanted }, { calls: wanted.slice(1) });
	expect(toolCalls("calls", { measure: "nameRecall" }).score(row, context)).toMatchObject({
		value: 0.75,
		reason: "missing call of search",
	});
	expect(toolCalls("calls", { measure: "exact" }).score(row, context)).toMatchObject({ value: 0 });
	expect(toolCalls("calls", { compat: "ragas" }).score(row, context)).toEqual({ value: 0 });
	expect(toolCalls("calls", { compat: "ragas", measure: "f1" }).score(row, context)).toEqual({ value: 0.8571 });
	expect(toolCalls("calls").score(caseOf({ calls: null }, { calls: [] }), context)).toMatchObject({ value: null });
});
