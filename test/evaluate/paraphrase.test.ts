import { expect, it } from "vitest";
import { isAbort } from "../../src/core/errors.ts";
import { paraphrase } from "../../src/evaluate/paraphrase.ts";
import { scripted } from "../../src/model/scripted.ts";

const say = (...texts: readonly string[]) => scripted(texts.map((rewording) => JSON.stringify({ rewording })));

it("asks once for each wording, by number and not greedily", async () => {
	const model = say("Sort it.", "Put it in order.");
	expect(await paraphrase("Order it.", 2, model)).toEqual(["Sort it.", "Put it in order."]);
	expect(model.requests.map((request) => JSON.stringify(request.messages).match(/<number>(\d)/)?.[1])).toEqual([
		"1",
		"2",
	]);
	expect(model.requests.every((request) => (request.temperature ?? 0) > 0)).toBe(true);
});

it("leaves out repeats and copies of the original, spaces aside", async () => {
	expect(await paraphrase("Order it.", 4, say(" Order it. ", "Sort it.", "Sort it. ", "Order it."))).toEqual([
		"Sort it.",
	]);
	expect(await paraphrase("Order it.", 1, say("Order it."))).toEqual([]);
});

it("is stopped by the caller's signal", async () => {
	const signal = AbortSignal.abort();
	const model = say("Sort it.");
	const stopped = await paraphrase("Order it.", 1, model, { signal }).catch((error: unknown) => error);
	expect(isAbort(stopped)).toBe(true);
	expect(model.calls).toBe(0);
});
