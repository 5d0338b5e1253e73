import { expect, test } from "vitest";
import { random } from "../../src/core/random.ts";
import { type Run, worthOf } from "../../src/optimize/gepa-worth.ts";

test("with no rows a change is worth a little more than nothing, and nobody knows", () => {
	const worth = worthOf([], ["a"]);
	expect(worth.mean("a")).toBeGreaterThan(0);
	expect(worth.mean("unknown")).toBe(0);
	const draws = random(1);
	const drawn = Array.from({ length: 2000 }, () => worth.draw(draws)("a"));
	const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
	const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length);
	expect(mean / deviation).toBeCloseTo(0.3, 1); // goodWill of its own standard deviation
});

/** Utilities 0 or 1 of versions with known worths on rows of known ease. */
function world(versions: readonly (readonly string[])[], worths: Readonly<Record<string, number>>, rows: number) {
	const draw = random("worth");
	const ease = Array.from({ length: rows }, () => 0.2 * draw.normal());
	return versions.map((changes, version): Run<number> => {
		const level = 0.4 + changes.reduce((sum, change) => sum + (worths[change] ?? 0), 0);
		const own = ease.map((value, row) => [row, draw.next() < level + value ? 1 : 0] as const);
		return { changes, utilities: new Map(own.filter(([row]) => row % versions.length !== version)) };
	});
}

test("a change is known from every version that holds it", () => {
	const versions = [[], ["a"], ["b"], ["a", "b"], ["a", "c"], ["b", "c"], ["c"], ["a", "b", "c"]];
	const runs = world(versions, { a: 0.25, b: 0, c: -0.25 }, 120);
	const worth = worthOf(runs, ["a", "b", "c", "untried"]);
	expect(worth.mean("a")).toBeGreaterThan(0.15);
	expect(worth.mean("a")).toBeLessThan(0.35);
	expect(Math.abs(worth.mean("b"))).toBeLessThan(0.08);
	expect(worth.mean("c")).toBeLessThan(-0.15);
	expect(Math.abs(worth.meanOfRun(3) - worth.mean("a") - worth.mean("b"))).toBeLessThan(0.1); // and something of its own
	const again = worthOf(runs, ["a", "b", "c", "untried"], worth.guess);
	expect(again.mean("a")).toBe(worth.mean("a"));
});

test("a hard row is held against nobody", () => {
	const easy = new Map(Array.from({ length: 20 }, (_, row) => [row, 1] as const));
	const hard = new Map(Array.from({ length: 20 }, (_, row) => [100 + row, 0] as const));
	// the start fails on the hard rows as well, so the change that met only those is no worse than the one that met the easy
	const start: Run<number> = { changes: [], utilities: new Map([...easy, ...hard]) };
	const worth = worthOf(
		[start, { changes: ["lucky"], utilities: easy }, { changes: ["unlucky"], utilities: hard }],
		["lucky", "unlucky"],
	);
	expect(worth.mean("lucky") - worth.mean("unlucky")).toBeLessThan(0.2); // their means differ by 1
});

test("a single change on fixed effects: the least-squares answer, as the prior fades", () => {
	// 400 rows a version: the difference of the means is all there is to know
	const version = (right: number, changes: readonly string[], from: number): Run<number> => ({
		changes,
		utilities: new Map(Array.from({ length: 400 }, (_, row) => [from + row, row < right ? 1 : 0] as const)),
	});
	const runs = [version(160, [], 0), version(240, ["a"], 1000)];
	expect(worthOf(runs, ["a"]).meanOfRun(1) - worthOf(runs, ["a"]).meanOfRun(0)).toBeCloseTo(0.2, 1);
});
