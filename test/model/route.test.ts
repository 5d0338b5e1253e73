import { expect, test } from "vitest";
import { ConfigError } from "../../src/core/errors.ts";
import { textOf } from "../../src/model/model.ts";
import { route } from "../../src/model/route.ts";
import { scripted } from "../../src/model/scripted.ts";
import { modelCalls } from "../../src/model/usage.ts";
import { ask, testContext } from "./context.ts";

const a = scripted(() => "from a", { id: "a" });
const b = scripted(() => "from b", { id: "b" });

async function chosen(texts: readonly string[], seed = 1, by?: () => string): Promise<string[]> {
	const model = route(
		[
			{ model: a, weight: 3 },
			{ model: b, weight: 1 },
		],
		by === undefined ? {} : { by },
	);
	const answers = await Promise.all(texts.map((text) => model.generate(ask(text), testContext({ seed }))));
	return answers.map((answer) => answer.model ?? "");
}

const texts = Array.from({ length: 2000 }, (_, i) => `question ${i}`);

test("shares follow the weights, under any seed", async () => {
	for (const seed of [0, 1, 2, 12345]) {
		const share = (await chosen(texts, seed)).filter((id) => id === "a").length / texts.length;
		// three standard errors of a proportion of 0.75 in 2000
		expect(Math.abs(share - 0.75)).toBeLessThan(3 * Math.sqrt((0.75 * 0.25) / 2000));
	}
});

test("the same run chooses the same again in any order; another seed chooses otherwise", async () => {
	const once = await chosen(texts);
	expect((await chosen([...texts].reverse())).reverse()).toEqual(once);
	expect(await chosen(texts, 2)).not.toEqual(once);
});

test("a key of one's own keeps its requests together", async () => {
	expect(new Set(await chosen(texts, 1, () => "user 7")).size).toBe(1);
});

test("the answer and the trace say who spoke, and the call counts once", async () => {
	const model = route([{ model: b, weight: 1 }]);
	const context = testContext();
	const response = await model.generate(ask("x"), context);
	expect([response.model, textOf(response.content)]).toEqual(["b", "from b"]);
	expect(modelCalls(context.trace.data).map((call) => call.model)).toEqual(["b"]);
});

test("can do what all can, and costs at most the dearest; unknown stays unknown", () => {
	const price = (input: number, output: number) => ({ input, output, source: `list ${input}`, date: "2026-01-01" });
	const cheap = scripted([], { can: { json: false }, price: price(1, 5) });
	const dear = scripted([], { can: { stream: false }, price: price(2, 4) });
	const model = route([
		{ model: cheap, weight: 1 },
		{ model: dear, weight: 1 },
	]);
	expect(model.can).toEqual({ json: false, tools: true, stream: false, logprobs: false });
	expect(model.price).toMatchObject({ input: 2, output: 5 });
	expect(
		route([
			{ model: cheap, weight: 1 },
			{ model: scripted([], { price: null }), weight: 1 },
		]).price,
	).toBeNull();
});

test("its speed is a harmonic mean: tokens over the time that the shares take", () => {
	const at = (prompt: number, output: number, source: string) => ({
		...a,
		speed: { promptTokensPerSecond: prompt, outputTokensPerSecond: output, source },
	});
	// of 4 output tokens 3 take 0.1 s each and 1 takes 0.02 s: 4 / 0.32 = 12.5 a second
	const mixed = route([
		{ model: at(100, 10, "a guess"), weight: 3 },
		{ model: at(300, 50, "a bench"), weight: 1 },
	]);
	expect(mixed.speed?.outputTokensPerSecond).toBeCloseTo(12.5, 9);
	expect(mixed.speed?.promptTokensPerSecond).toBeCloseTo(4 / (3 / 100 + 1 / 300), 9);
	expect(mixed.speed?.source).toBe("by weight of: a guess; a bench");
	expect(route([{ model: at(100, 10, "a guess"), weight: 7 }]).speed?.outputTokensPerSecond).toBeCloseTo(10, 9);
	const unknown = route([
		{ model: at(100, 10, "a guess"), weight: 3 },
		{ model: b, weight: 1 },
	]);
	expect(unknown).not.toHaveProperty("speed");
});

test("no model, or a weight that is none, is a ConfigError", () => {
	expect(() => route([])).toThrow(ConfigError);
	for (const weight of [0, -1, Number.NaN, Infinity]) expect(() => route([{ model: a, weight }])).toThrow(ConfigError);
});
