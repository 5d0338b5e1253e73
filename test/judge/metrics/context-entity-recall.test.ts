import { expect, test } from "vitest";
import { contextEntityRecall } from "../../../src/judge/metrics/context-entity-recall.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { caseOf, context, judgeOf } from "./scripted-judge.ts";

const c = caseOf({}, { answer: "Reference." }, { contexts: ["Passage."] });
const entities = (reference: string, retrieved: string) =>
	judgeOf({ entities: (prompt) => (prompt.includes("Reference.") ? reference : retrieved) });

test("the share of the reference's entities, each once, letter case and spaces aside", async () => {
	const model = entities(
		"1. Ada Lovelace\n2. 1815\n3. ada  lovelace\n4. London",
		"1. ADA LOVELACE\n2. London\n3. Paris",
	);
	expect(await contextEntityRecall({ model }).score(c, context())).toMatchObject({
		value: 2 / 3,
		reason: "2 of 3 entities are in the contexts; not: 1815",
	});
});

test("nothing retrieved is 0; no reference, or one that names nothing, does not apply; junk is a typed error", async () => {
	const metric = contextEntityRecall({ model: entities("none", "1. Paris") });
	expect((await metric.score({ ...c, output: { contexts: [] } }, context())).value).toBe(0);
	expect((await metric.score({ ...c, expected: {} as never }, context())).value).toBeNull();
	expect((await metric.score(c, context())).reason).toBe("does not apply: the reference names nothing");
	const junk = contextEntityRecall({ model: scripted(() => "I like it, 9 of 10") });
	expect(await junk.score(c, context())).toMatchObject({ value: null, error: { code: "output" } });
});
