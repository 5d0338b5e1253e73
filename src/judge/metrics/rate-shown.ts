import { ConfigError } from "../../core/errors.ts";
import { compose } from "../../program/compose.ts";
import type { Program } from "../../program/program.ts";
import type { Texts } from "./judge-step.ts";
import { doesNotApply, type Judgement } from "./judged-metric.ts";
import type { Rated } from "./rating.ts";
import type { Shown, Sight } from "./shown.ts";

/** A metric of one verdict on what is shown: its only step is called "rating". */
export function rateShown(name: string, rating: Program<Texts, Rated>): Program<Shown, Judgement> {
	return compose(name, { rating }, async (shown: Shown, step) => {
		if ("missing" in shown) return doesNotApply(`there is no ${shown.missing}`);
		const { value, levels, reason } = await step.rating(shown.texts);
		return { value, raw: levels.length === 1 ? levels[0] : levels, reason };
	});
}

/** @throws ConfigError when there is nothing to be seen */
export function checkSights(who: string, sees: readonly Sight[]): void {
	if (sees.length === 0) throw new ConfigError(`${who}: expected at least one text for the judge to see, found none`);
}
