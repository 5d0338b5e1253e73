import { random } from "../core/random.ts";
import { mean } from "../evaluate/summarize.ts";
import type { ScoreRange } from "../stats/betting.ts";
import { driftAlarm } from "../stats/drift-alarm.ts";

/**
 * The smallest fall of the mean that `driftAlarm` would see: what "no sign of drift" is worth.
 *
 * The fresh rows are made up: scores spread as the reference's, of which a growing share is turned into the worst score
 * until the alarm rings. Rows as they come vary about this, so a fall of just this size is seen at about even odds, and
 * one half as large again nearly always. Higher is better.
 *
 * @param reference scores at the time the program was accepted, at least one
 * @param rows how many fresh rows, >= 0
 * @returns in the units of the score; null when even nothing but worst scores would not ring
 * @example
 * smallestDrop([1, 1, 1, 0], 2, { range: [0, 1] }) // => null
 */
export function smallestDrop(reference: readonly number[], rows: number, options: ScoreRange): number | null {
	const sorted = [...reference].sort((a, b) => a - b);
	const alike = Array.from({ length: rows }, (_, row) => sorted[Math.floor(((row + 0.5) / rows) * sorted.length)] ?? 0);
	const fresh = random(0).shuffle(alike);
	const turn = random(1).shuffle(fresh.map((_, row) => row)); // the row's turn to be spoiled
	const spoiled = (count: number) => fresh.map((score, row) => ((turn[row] ?? 0) < count ? options.range[0] : score));
	const rings = (count: number) => driftAlarm(reference, spoiled(count), options).alarm;
	if (!rings(rows)) return null;

	let [quiet, loud] = [0, rows];
	while (loud - quiet > 1) {
		const middle = Math.floor((quiet + loud) / 2);
		if (rings(middle)) loud = middle;
		else quiet = middle;
	}
	return mean(reference) - mean(spoiled(loud));
}
