import { describe, expect, it } from "vitest";
import { kind as autoevals } from "../../../scripts/conformance/autoevals.ts";
import { kind as fmevalLabels } from "../../../scripts/conformance/fmeval-labels.ts";
import { kind as fmevalQa } from "../../../scripts/conformance/fmeval-qa.ts";
import { kind as ragasRetrieval } from "../../../scripts/conformance/ragas-retrieval-nonllm.ts";
import { kind as ragasStrings } from "../../../scripts/conformance/ragas-strings.ts";
import { kind as ragasToolCalls } from "../../../scripts/conformance/ragas-tool-calls.ts";
import { kind as ragasVerdicts } from "../../../scripts/conformance/ragas-verdict-arithmetic.ts";
import { checkGolden, goldenIsHere } from "../golden.ts";

describe.skipIf(!goldenIsHere)("equal to the peers (needs the golden values beside the checkout)", () => {
	it.each([
		[autoevals, 140],
		[fmevalLabels, 26],
		[fmevalQa, 268],
		[ragasRetrieval, 30],
		[ragasStrings, 111],
		[ragasToolCalls, 67],
		[ragasVerdicts, 60],
	])("$name", (kind, count) => {
		const { cases, differences } = checkGolden(kind);
		expect(differences).toEqual([]);
		expect(cases).toBe(count);
	});
});
