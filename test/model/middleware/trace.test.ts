import { expect, test } from "vitest";
import { cache } from "../../../src/model/middleware/cache.ts";
import { trace } from "../../../src/model/middleware/trace.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { modelCalls, spentIn, usageOf } from "../../../src/model/usage.ts";
import { wrap } from "../../../src/model/wrap.ts";
import { ask, testContext } from "../context.ts";

test("outside a cache it sees the hit, whose usage is kept and not spent again", async () => {
	const model = wrap(scripted(["two words"]), trace(), cache({ folder: null }));
	const context = testContext();
	await model.generate(ask("x"), context);
	await model.generate(ask("x"), context);
	const span = context.trace.data;
	expect(modelCalls(span).map((call) => call.cached)).toEqual([false, true]);
	expect(usageOf(span).outputTokens).toBe(4);
	expect(spentIn(span).outputTokens).toBe(2);
});
