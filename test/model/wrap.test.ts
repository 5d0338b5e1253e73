import { expect, test } from "vitest";
import { startTrace } from "../../src/core/trace.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import { type Middleware, type Model, textOf, userMessage } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { wrap } from "../../src/model/wrap.ts";

const context = { trace: startTrace("t"), seed: 0 };
const louder: Middleware = Object.assign(
	((next) => async (request, inner) => {
		const response = await next(request, inner);
		return { ...response, content: [{ type: "text", text: `${textOf(response.content)}!` }] };
	}) satisfies Middleware,
	{ changes: "louder" },
);

const ask = async (model: Model) =>
	textOf((await model.generate({ messages: [userMessage("hello")] }, context)).content);

test("layers stand outermost first", async () => {
	const names: string[] = [];
	const named =
		(name: string): Middleware =>
		(next) =>
		(request, inner) => {
			names.push(name);
			return next(request, inner);
		};
	await ask(wrap(scripted(["hi"]), named("outer"), named("inner")));
	expect(names).toEqual(["outer", "inner"]);
});

test("a layer that changes answers gives the model another identity, to what stands outside it and to no other", () => {
	const model = scripted(["hi"], { identity: "m" });
	const seen: string[] = [];
	const look: Middleware = (next, inside) => {
		seen.push(inside.identity);
		return next;
	};
	const wrapped = wrap(model, look, louder, look);
	expect(seen).toEqual(["m", "m+louder"]);
	expect([wrapped.identity, wrapped.id, model.identity]).toEqual(["m+louder", model.id, "m"]);
	expect(wrap(model, look).identity).toBe("m");
	expect(wrap(model).identity).toBe("m");
});

test("a cache keeps the answers of a model with and without such a layer apart", async () => {
	const model = scripted(() => "hi", { identity: "m" });
	const shared = cache({ folder: null });
	expect(await ask(wrap(model, shared))).toBe("hi");
	expect(await ask(wrap(model, shared, louder))).toBe("hi!");
	expect(await ask(wrap(model, shared))).toBe("hi");
	expect(model.calls).toBe(2);
});
