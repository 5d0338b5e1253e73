import type { Clock } from "../../src/core/clock.ts";
import { AbortedError } from "../../src/core/errors.ts";
import type { Screen } from "../../src/notebook/screen.ts";
import type { View } from "../../src/view/view.ts";

/** A clock that moves only when told, and a screen that remembers. */
export function stage() {
	let now = 1000;
	const sleepers: { until: number; wake: () => void }[] = [];
	const clock: Clock = {
		now: () => now,
		sleep: (ms, signal) =>
			new Promise((resolve, reject) => {
				sleepers.push({ until: now + ms, wake: resolve });
				signal?.addEventListener("abort", () => reject(new AbortedError()));
			}),
	};
	const drawn: View[] = [];
	const kept: View[] = [];
	const screen: Screen = {
		moves: true,
		async draw(view, last) {
			(last ? kept : drawn).push(view);
		},
	};
	const pass = async (ms: number) => {
		now += ms;
		for (const sleeper of sleepers) if (sleeper.until <= now) sleeper.wake();
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { options: { clock, screen }, clock, pass, drawn, kept, last: () => drawn.at(-1)?.text ?? "" };
}
