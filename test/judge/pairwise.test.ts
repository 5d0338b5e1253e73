import { expect, test } from "vitest";
import { pairwise } from "../../src/judge/pairwise.ts";
import type { ModelRequest } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { quiet, section, written } from "./support.ts";

const answer = (winner: string) => `<thinking>So.</thinking><winner>${winner}</winner>`;
const quality = (request: ModelRequest, place: string) => Number(/\d+$/.exec(section(request, place))?.[0]);
const fair = (request: ModelRequest) => {
	const gap = quality(request, "first") - quality(request, "second");
	return answer(gap === 0 ? "tie" : gap > 0 ? "first" : "second");
};
const options = {
	criteria: "The higher number is better.",
	answer: (output: { text: string }) => output.text,
	...quiet,
};
const shows = { topic: ({ input }: { input: { topic: string } }) => input.topic };

const weak = () => written("weak", 10, () => "quality 1");
const strong = () => written("strong", 10, (row) => `quality ${row < 8 ? 2 : 1}`);

test("wins count in both orders, ties half; the judge sees the shared text and both candidates", async () => {
	const model = scripted(fair, { id: "fair", identity: "fair" });
	const result = await pairwise({ ...options, shows, model })(await weak(), await strong());
	expect(result.standings).toMatchObject([
		{ a: "weak", b: "strong", winsA: 0, winsB: 8, ties: 2, flipped: 0, failed: 0, winRate: 0.9, verdict: "better" },
	]);
	expect(result.standings[0]?.p).toBeCloseTo(2 / 2 ** 8, 12); // eight of eight, two-sided
	expect(result.ranking).toBeNull();
	expect(result.position).toMatchObject({ pairs: 10, favours: null, flips: { value: 0 } });
	expect(model.calls).toBe(20);
	expect(result.usage.calls).toBe(20);
	expect(section(model.requests[0] as ModelRequest, "topic")).toBe("topic 0");
	expect(result.view().text).toContain("8 – 2 – 0");
});

test("a judge that always takes the first place decides nothing and is found out", async () => {
	const result = await pairwise({ ...options, model: scripted(() => answer("first")) })(await weak(), await strong());
	expect(result.standings).toMatchObject([{ winsA: 0, winsB: 0, ties: 10, flipped: 10, winRate: 0.5, p: 1 }]);
	expect(result.position).toMatchObject({ favours: "first", flips: { value: 1 }, firstWins: { value: 1 } });
	expect(result.view().text).toContain("The judge favours the first place");
});

test("of three reports there is a ranking, with intervals; a report that lost everything has a strength", async () => {
	const best = await written("best", 10, () => "quality 3");
	const model = scripted(fair, { id: "fair", identity: "fair" });
	const result = await pairwise({ ...options, model })(await weak(), best, await strong());
	expect(result.ranking?.map(({ name }) => name)).toEqual(["best", "strong", "weak"]);
	for (const { againstAverage, low, high } of result.ranking ?? []) {
		expect(low).toBeLessThanOrEqual(againstAverage);
		expect(high).toBeGreaterThanOrEqual(againstAverage);
	}
	expect(result.standings).toHaveLength(3);
});

test("a judge that cannot be read lowers the count and is neither a win nor a tie", async () => {
	const model = scripted((request) => (section(request, "topic") === "topic 3" ? "no idea" : fair(request)));
	const result = await pairwise({ ...options, shows, model })(await weak(), await strong());
	expect(result.standings).toMatchObject([{ winsB: 7, ties: 2, failed: 1 }]);
	expect(result.rows.filter(({ error }) => error?.code === "output")).toHaveLength(1);
});

test("a program that failed on a row loses it without a question", async () => {
	const broken = await written("broken", 2, (row) => (row === 0 ? new Error("down") : "quality 9"));
	const model = scripted(fair, { id: "fair", identity: "fair" });
	const result = await pairwise({ ...options, model })(broken, await written("whole", 2, () => "quality 1"));
	expect(result.standings).toMatchObject([{ winsA: 1, winsB: 1 }]);
	expect(model.calls).toBe(2);
});

test("one report, reports without a common row, a shared text with a taken name", async () => {
	const better = pairwise({ ...options, model: scripted([]) });
	await expect(better(await weak())).rejects.toThrow(/at least two reports, found 1/);
	const other = { ...(await weak()), rows: [] };
	await expect(better(other as never, await strong())).rejects.toThrow(/no row id/);
	expect(() => pairwise({ ...options, shows: { winner: () => "" } })).toThrow(/another name/);
});
