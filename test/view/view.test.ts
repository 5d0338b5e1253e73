import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { shown } from "../../src/view/shown.ts";
import { bundle, displayable } from "../../src/view/view.ts";

const member = (value: object, key: symbol) => (value as Record<symbol, () => unknown>)[key]?.();

describe("displayable", () => {
	const pair = displayable({ a: 1, b: 2 }, ({ a, b }) => ({ text: `${a} and ${b}`, html: `<p>${a}</p>` }));

	it("shows itself in Node, in Deno and in a notebook", () => {
		expect(inspect(pair)).toBe("1 and 2");
		expect(member(pair, Symbol.for("Deno.customInspect"))).toBe("1 and 2");
		expect(member(pair, Symbol.for("Jupyter.display"))).toEqual({ "text/plain": "1 and 2", "text/html": "<p>1</p>" });
		expect(pair.view().text).toBe("1 and 2");
	});

	it("prints as JSON, compares and spreads as before", () => {
		expect(JSON.stringify(pair)).toBe('{"a":1,"b":2}');
		expect({ ...pair }).toEqual({ a: 1, b: 2 });
		expect(Object.keys(pair)).toEqual(["a", "b"]);
	});

	it("can be given another look", () => {
		const value = displayable({ a: 1 }, () => ({ text: "first", html: "" }));
		expect(displayable(value, () => ({ text: "second", html: "" })).view().text).toBe("second");
	});
});

it("hands a notebook a picture too where there is one", () => {
	expect(Object.keys(bundle({ text: "t", html: "h" }))).toEqual(["text/plain", "text/html"]);
	expect(bundle({ text: "t", html: "h", svg: "<svg/>" })["image/svg+xml"]).toBe("<svg/>");
});

it("makes of a view a value that shows itself", () => {
	const view = shown({ text: "t", html: "h" });
	expect(inspect(view)).toBe("t");
	expect(view.html).toBe("h");
});
