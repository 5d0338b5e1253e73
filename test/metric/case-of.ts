import { startTrace } from "../../src/core/trace.ts";
import type { Case } from "../../src/metric/metric.ts";
import type { RunContext } from "../../src/model/model.ts";

/** A finished example with an empty trace. */
export function caseOf<E, O>(expected: E, output: O): Case<unknown, E, O> {
	return { input: null, expected, output, trace: startTrace("test").data };
}

export const context: RunContext = { trace: startTrace("test"), seed: 1 };
