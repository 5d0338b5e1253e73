import { expect, test } from "vitest";
import { requestDifference } from "../../src/model/request-difference.ts";
import { ask } from "./context.ts";

test("equal requests do not differ, whatever the order of their keys", () => {
	expect(requestDifference(ask("x", { maxTokens: 1 }), { maxTokens: 1, ...ask("x") })).toEqual({
		distance: 0,
		lines: [],
	});
});

test("names what is there on one side only", () => {
	expect(requestDifference(ask("x"), ask("x", { system: "Be brief.", stop: ["\n"] })).lines).toEqual([
		'system: absent → "Be brief."',
		'stop[0]: absent → "\\n"',
	]);
});

test("shows the place in a long text, and calls a small change near", () => {
	const long = "word ".repeat(100);
	const near = requestDifference(ask(`${long}cat ${long}`), ask(`${long}dog ${long}`));
	expect(near.lines[0]).toMatch(
		/^messages\[0\]\.content\[0\]\.text at character 501: …".*cat word.*"… → …".*dog word.*"…$/,
	);
	expect(near.distance).toBeLessThan(requestDifference(ask("apple"), ask("quince")).distance);
	expect(requestDifference(ask(""), ask("x")).distance).toBe(1);
});
