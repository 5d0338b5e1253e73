import { expect, test } from "vitest";
import { AbortedError, BudgetError, ConfigError, ModelError } from "../../src/core/errors.ts";
import { fallback } from "../../src/model/fallback.ts";
import { textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { ask, testContext } from "./context.ts";

const down = (text: string, facts: Partial<ModelError> = {}) =>
	new ModelError(text, { model: "m", retryable: true, ...facts });

test("the next model answers, and says so", async () => {
	const said: string[] = [];
	const model = fallback(scripted([down("server busy")], { id: "first" }), scripted(["yes"], { id: "second" }));
	const response = await model.generate(ask("x"), testContext({ onStatus: (text) => said.push(text) }));
	expect([textOf(response.content), response.model]).toEqual(["yes", "second"]);
	expect(said).toEqual(["first failed (server busy), asking second"]);
});

test("the first that answers is the only one asked", async () => {
	const second = scripted(["no"]);
	await fallback(scripted(["yes"]), second).generate(ask("x"), testContext());
	expect(second.calls).toBe(0);
});

test("when all fail the error lists each", async () => {
	const model = fallback(
		scripted([down("no key", { systemic: true, retryable: false })], { id: "first" }),
		scripted([down("busy")], { id: "second" }),
	);
	const error = await model.generate(ask("x"), testContext()).catch((e: unknown) => e);
	expect(error).toMatchObject({
		message: "fallback: expected one of 2 models to answer, found that each failed:\n  first: no key\n  second: busy",
		retryable: true,
		systemic: false,
	});
});

test("an abort, a spent budget and a wrong call do not move on", async () => {
	for (const error of [
		new AbortedError(),
		new BudgetError("spent", { spent: {}, limit: {} }),
		new ConfigError("wrong"),
	]) {
		const second = scripted(["yes"]);
		await expect(fallback(scripted([error]), second).generate(ask("x"), testContext())).rejects.toBe(error);
		expect(second.calls).toBe(0);
	}
});

test("an answer that has begun to stream stays with its model", async () => {
	const broken = scripted((_request, _index, context) => {
		context.onDelta?.("The");
		return down("connection lost");
	});
	const second = scripted(["yes"]);
	await expect(fallback(broken, second).generate(ask("x"), testContext({ onDelta: () => {} }))).rejects.toThrow(
		"connection lost",
	);
	expect(second.calls).toBe(0);
});

test("its speed is the first model's, known or not", () => {
	const speed = { promptTokensPerSecond: 100, outputTokensPerSecond: 10, source: "a guess" };
	const [quick, unknown] = [{ ...scripted([]), speed }, scripted([])];
	expect(fallback(quick, unknown).speed).toEqual(speed);
	expect(fallback(unknown, quick)).not.toHaveProperty("speed");
});

test("no model is a ConfigError", () => {
	expect(() => fallback()).toThrow(ConfigError);
});
