import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { dataset } from "../../src/data/load.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { judge } from "../../src/judge/index.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

it("keeps a judge's verdicts: the second run judges nothing again, and its figures are the same", async () => {
	const say = signature({
		name: "say",
		instructions: "Say it.",
		input: { q: z.string() },
		output: { text: z.string() },
	});
	const data = dataset([{ q: "a" }, { q: "b" }, { q: "c" }], { input: ["q"], expected: [] });
	const model = scripted((_request, index) => JSON.stringify({ text: `answer ${index}` }), { id: "speaker" });
	const judging = scripted(() => "<thinking>Fine.</thinking><score>4</score>", { id: "judge" });
	const rated = judge({
		rubric: { name: "tone", instructions: "Rate the tone.", scale: { low: 1, high: 5 }, source: "ours" },
		shows: { reply: ({ output }: { readonly output: { readonly text: string } }) => output.text },
		model: judging,
	});
	const folder = mkdtempSync(join(tmpdir(), "touchstone-judged-"));
	const run = () =>
		evaluate(predict(say).using(model), data, [rated as never], { cache: cache({ folder }), progress: false });

	const first = await run();
	expect([model.calls, judging.calls]).toEqual([3, 3]);
	const second = await run();
	expect([model.calls, judging.calls]).toEqual([3, 3]);
	expect(second.summary).toEqual(first.summary);
	expect(second.scoringUsage).toEqual(first.scoringUsage);
	expect(second.spent.calls).toBe(0);
});
