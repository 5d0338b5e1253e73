import { ConfigError, ModelError } from "../core/errors.ts";
import type { ItemScore } from "./item-score.ts";

/**
 * Looks at the start's scores before anything is paid for that builds on them.
 *
 * @throws ConfigError when the metric scored none of them; ModelError when the model failed on all of them
 */
export function checkBaseline(who: string, metric: string, scores: readonly ItemScore[]): void {
	const [first] = scores;
	if (first === undefined || isMeasured(scores)) return;
	const rows = scores.length === 1 ? "the row" : `all ${scores.length} rows`;
	if (scores.every(atModel)) {
		throw new ModelError(`${who}: the model failed on ${rows} (${first.error?.message ?? ""})`, {
			model: "",
			retryable: false,
			systemic: true,
		});
	}
	const why = scores.find(({ error }) => error !== undefined)?.error?.message ?? "it does not apply to them";
	throw new ConfigError(
		`${who}: expected the metric ${metric} to score the program as given, found no score on ${rows}: ${why}. Nothing else was sent; look at the metric.`,
	);
}

/** True when some row says something of the program. */
export function isMeasured(scores: readonly ItemScore[]): boolean {
	return scores.some(({ value }) => value !== null) && !scores.every(atModel);
}

function atModel({ failed, error }: ItemScore): boolean {
	return failed && error?.code === "model";
}
