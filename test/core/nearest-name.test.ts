import { expect, test } from "vitest";
import { nearestName } from "../../src/core/nearest-name.ts";

test("the textbook pair: kitten and sitting are three edits apart", () => {
	expect(nearestName("kitten", ["sitting"])).toBe("sitting"); // 3 <= 7 / 2
	expect(nearestName("kit", ["sitting"])).toBeNull(); // 5 > 3.5
});

test("the fewest edits win, case does not count", () => {
	expect(nearestName("Qwen2.5-Coder-1.5", ["qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"])).toBe("qwen2.5-coder-1.5b");
});

test("nothing near, nothing there, nothing asked", () => {
	expect(nearestName("gpt-4", ["smollm2-135m"])).toBeNull();
	expect(nearestName("x", [])).toBeNull();
	expect(nearestName("", ["a"])).toBeNull();
});
