import { extractLabel } from "../../src/metric/extract-label.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

/** fmeval: the label an output names. */
export const kind: Kind = {
	name: "fmeval_labels",
	run: ({ labels, output }) => ({
		label: extractLabel(output as string, labels as string[], { compat: "fmeval" }),
	}),
	tolerance: () => ratio,
};
