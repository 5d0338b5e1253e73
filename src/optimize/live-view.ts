import { type Clock, systemClock } from "../core/clock.ts";
import { openScreen, type Screen } from "../notebook/screen.ts";
import { throttle } from "../notebook/throttle.ts";
import type { View } from "../view/view.ts";
import type { LiveState, LiveView } from "./live.ts";
import { finalLine, liveLine } from "./live-line.ts";
import { changeOf, livePanel } from "./live-panel.ts";
import type { Trial } from "./trial.ts";

export interface LiveViewOptions {
	readonly screen?: Screen;
	readonly clock?: Clock;
}

/**
 * Shows a run while it goes: in a notebook one output with forecast, budget, curve and trials; in a terminal one line; in a
 * log one line at the end. The state that stays holds no times. One view shows one run.
 */
export function liveView(options: LiveViewOptions = {}): LiveView {
	const { screen = openScreen(), clock = systemClock } = options;
	let latest: LiveState | undefined;
	let begun = clock.now();
	let finished = false;

	// a diff takes a while, a candidate never changes, and a drawing comes several times a second
	const changes = new Map<string, string>();
	const change = (trial: Trial): string => {
		const { id } = trial.candidate;
		const words = changes.get(id) ?? changeOf(trial, latest ?? { candidates: [] });
		changes.set(id, words);
		return words;
	};

	function view(state: LiveState, summary?: string): View {
		const elapsedMs = clock.now() - begun;
		const text = summary === undefined ? liveLine(state, elapsedMs) : finalLine(state, summary);
		// a terminal never asks for the HTML
		return {
			text,
			get html() {
				return livePanel(state, { elapsedMs, change, ...(summary === undefined ? {} : { summary }) });
			},
		};
	}

	const drawing = throttle(() => {
		if (latest !== undefined) void screen.draw(view(latest), false);
	}, clock);

	return {
		update(state) {
			if (finished) return;
			// loading and waiting before the first call say nothing about the pace
			if (state.spent.calls <= state.replayed) begun = clock.now();
			latest = state;
			if (screen.moves) drawing.request();
		},
		async done(state, summary) {
			if (finished) return;
			finished = true;
			drawing.stop();
			latest = state;
			await screen.draw(view(state, summary), true);
		},
	};
}
