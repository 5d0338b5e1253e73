import { expect, test } from "vitest";
import { rating } from "../../../src/judge/metrics/rating.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { judgeOf } from "./scripted-judge.ts";

const spec = { name: "rating", instructions: "How good?", reads: ["reply"] } as const;
const run = (program: ReturnType<typeof rating>) => program.run({ reply: "Hello." }).then(({ output }) => output);

test("numbers: from 0 at the lowest to 1 at the highest, repeats averaged, the nearest answer speaks", async () => {
	const model = judgeOf({ thinking: ["a", "b", "c"], score: ["5", "3", "4"] });
	const rated = await run(rating({ ...spec, scale: { low: 1, high: 5 }, repeats: 3 }).using(model));
	expect(rated).toEqual({ value: 0.75, levels: [5, 3, 4], reason: "c" });
	expect(model.requests.every(({ temperature }) => temperature === 0.7)).toBe(true);
});

test("yes and no: the majority, a tie is a no", async () => {
	const vote = async (...said: string[]) =>
		(
			await run(
				rating({ ...spec, scale: "binary", repeats: said.length }).using(judgeOf({ thinking: ["t"], verdict: said })),
			)
		).value;
	expect([await vote("yes"), await vote("yes", "no"), await vote("no", "yes", "yes")]).toEqual([1, 0, 1]);
});

test("where log-probabilities are offered, one answer weighted by them; else repeats", async () => {
	const token = (text: string, top: Record<string, number> = {}) => ({
		token: text,
		logprob: 0,
		...(Object.keys(top).length > 0 && {
			top: Object.entries(top).map(([one, p]) => ({ token: one, logprob: Math.log(p) })),
		}),
	});
	const logprobs = [token("<thinking>t</thinking><score>"), token("4", { 4: 0.6, 5: 0.4 }), token("</score>")];
	const text = "<thinking>t</thinking><score>4</score>";
	const weighing = scripted(() => ({ content: [{ type: "text", text }], logprobs }), { can: { logprobs: true } });
	const weighted = rating({ ...spec, scale: { low: 1, high: 5 }, repeats: 3, logprobs: true });
	expect((await run(weighted.using(weighing))).value).toBeCloseTo((4.4 - 1) / 4, 12);
	expect(weighing.calls).toBe(1);
	const plain = judgeOf({ thinking: ["t"], score: ["4"] });
	expect((await run(weighted.using(plain))).value).toBe(0.75);
	expect(plain.calls).toBe(3);
});

test("no answer that fits is a typed error; one that does not is left out", async () => {
	const mixed = judgeOf({ thinking: ["t"], score: ["9", "9", "4"] }); // the first is asked again in vain
	expect((await run(rating({ ...spec, scale: { low: 1, high: 5 }, repeats: 2 }).using(mixed))).levels).toEqual([4]);
	const junk = rating({ ...spec, scale: "binary" }).using(scripted(() => "junk"));
	await expect(run(junk)).rejects.toMatchObject({ code: "output" });
	expect(() => rating({ ...spec, scale: "binary", repeats: 1.5 })).toThrow("whole number of repeats");
});
