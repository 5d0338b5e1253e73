import { equation, roughly } from "../evaluate/compare-view.ts";
import { formatCount, formatDifference, formatDifferenceInterval } from "../view/format.ts";
import type { Standing } from "./optimized.ts";
import type { OptimizedFacts } from "./optimized-facts.ts";

/** The outcome as a sentence: what is used now, and on what evidence. */
export function headline(facts: OptimizedFacts): string {
	const { promoted, chosen, leader, start, candidates, evidence } = facts;
	const others = candidates.filter(({ number }) => number !== start.number);
	const looked = others.filter((one) => one.rows > 0).length; // Holm's family: the dropped ones were looked at too
	const complete = others.filter((one) => one.complete).length;
	const rows = formatCount(start.rows, "validation row");
	if (promoted) {
		const { evidence: found, number } = chosen;
		if (found === undefined || !chosen.complete) {
			return `candidate ${number} replaces the start without evidence: ${facts.run.optimizer} chooses without measuring`;
		}
		const proof = `${differenceText(chosen, facts)}, ${holmText(found.adjustedP, looked)}`;
		if (found.adjustedP <= evidence) return `candidate ${number} replaces the start: ${proof}`;
		return `candidate ${number} replaces the start as ${facts.run.optimizer} chose, without the evidence: ${proof}`;
	}
	if (candidates.length <= 1) return "the start stays: no candidate was made";
	if (complete === 0) return "the start stays: no candidate was run on all rows of validate";
	if (leader.number === start.number) {
		const none = complete === 1 ? "the one candidate did not do better" : `none of ${complete} candidates did better`;
		return `the start stays: ${none} on ${rows}`;
	}
	const p = leader.evidence?.adjustedP ?? 1;
	return `no candidate has the evidence to replace the start; the best, candidate ${leader.number}, is ${differenceText(leader, facts)}, ${holmText(p, looked)}${moreText(leader, looked)}`;
}

/** What the reader should know before believing the figures. */
export function cautions(facts: OptimizedFacts): string[] {
	const { leader, start, chosen, promoted, candidates, notes } = facts;
	const dropped = candidates.filter(({ complete }) => !complete).length;
	const measure = promoted ? " Measure them: evaluate(result.program, test, metrics)." : "";
	return [
		...(leader.number === start.number || (promoted && !chosen.complete)
			? []
			: [
					`The best value was selected on the rows that measured it, so it flatters: test rows will say less.${measure}`,
				]),
		...(dropped === 0
			? []
			: [`${formatCount(dropped, "candidate")} did not get to all rows of validate and could not be chosen.`]),
		...notes,
	];
}

/** A candidate's difference to the start with its interval, in the metric's own direction: negative where it fell. */
export function differenceText({ evidence }: Standing, { metric }: Pick<OptimizedFacts, "metric">): string {
	if (evidence === undefined) return "";
	const { difference, low, high } = evidence;
	const turn = (value: number) => (metric.direction === "higher" ? value : -value);
	if (difference === null) return formatDifference(null);
	if (low === null || high === null) return formatDifference(turn(difference), metric.unit);
	const [least, most] = [turn(low), turn(high)].sort((a, b) => a - b) as [number, number];
	return formatDifferenceInterval({ difference: turn(difference), low: least, high: most }, metric.unit);
}

function holmText(p: number, looked: number): string {
	return looked > 1 ? `${equation(p)} after Holm over ${looked} candidates` : equation(p);
}

// the forecast is for one candidate looked at alone, before Holm
function moreText({ evidence }: Standing, looked: number): string {
	const more = evidence?.moreRows ?? null;
	if (more === null) return "";
	if (more === 0) return looked > 1 ? "; these rows would decide for one candidate, not for the best of several" : "";
	return `; about ${roughly(more)} more validation rows would decide if that difference is real`;
}
