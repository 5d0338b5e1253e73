import { bar } from "../view/bar.ts";
import { formatDuration } from "../view/format.ts";
import { oneLine, truncate } from "../view/width.ts";
import type { LiveState } from "./live.ts";
import { bestWords, limitUses, toGoMs, trialValue } from "./live-figures.ts";

/** The run as one line that moves. What matters most comes first: a narrow terminal cuts the end. */
export function liveLine(state: LiveState, elapsedMs: number): string {
	const { trials, metric, phase, status } = state;
	const [limit] = limitUses(state);
	const toGo = toGoMs(state, elapsedMs);
	const best = bestWords(state);
	const last = trials.at(-1);
	const words = [
		...(status || phase ? [status || phase] : []),
		...(best === undefined ? [] : [`best ${best}`]),
		...(toGo === null ? [] : [`${formatDuration(toGo)} to go`]),
		...(limit === undefined ? [] : [limit.text]),
		...(last === undefined ? [] : [`trial ${last.number}: ${trialValue(last, metric)}`]),
	];
	return `${liveLabel(state)} ${bar(limit?.share ?? 0, 10, "░")} ${words.join(" · ")}`.trimEnd();
}

/** The line that stays. It holds no times, so that a notebook run twice stays the same. */
export function finalLine(state: LiveState, summary: string): string {
	return oneLine(`${liveLabel(state)}: ${summary}`);
}

/** "mipro on product-relevance". */
export function liveLabel({ optimizer, program }: LiveState): string {
	return `${truncate(oneLine(optimizer), 24)} on ${truncate(oneLine(program), 24)}`;
}
