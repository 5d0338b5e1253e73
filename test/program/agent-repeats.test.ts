import { describe, expect, it } from "vitest";
import { callBook } from "../../src/program/agent-repeats.ts";

const call = (input: unknown) => ({ id: "any", name: "search", input });

describe("callBook", () => {
	it("knows a call by name and input, whatever the order of its arguments", () => {
		const book = callBook();
		expect(book.enter(call({ a: 1, b: 2 }), 1)).toBeUndefined();
		expect(book.enter(call({ b: 2, a: 1 }), 2)).toMatch(/this very call before, in step 1/);
		expect(book.enter(call({ a: 1 }), 3)).toBeUndefined();
		expect(book.isLooping()).toBe(false);
	});

	it("lets a failed call be tried again, but not for ever", () => {
		const book = callBook();
		for (const step of [1, 2, 3]) {
			expect(book.enter(call({}), step)).toBeUndefined();
			book.settle(call({}), "failed");
		}
		expect(book.isLooping()).toBe(true);
	});

	it("keeps a repeat from counting as a failure", () => {
		const book = callBook();
		book.enter(call({}), 1);
		book.settle(call({}), "done");
		book.enter(call({}), 2);
		book.settle(call({}), "repeated");
		expect(book.enter(call({}), 3)).toMatch(/in step 1/);
	});
});
