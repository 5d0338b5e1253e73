import { type Clock, systemClock } from "../core/clock.ts";
import { type ProgressFacts, progressView } from "./progress-view.ts";
import { openScreen, type Screen } from "./screen.ts";
import { throttle } from "./throttle.ts";

/** How far the work is. What is left out keeps its last value. */
export interface ProgressUpdate {
	/** How many are finished, failed and cached ones included. */
	readonly done: number;
	/** The running mean: a number, or a text with its name and unit ("accuracy 83.0 %"). */
	readonly mean?: number | string | null;
	/** US dollars spent so far; null when a price is unknown. */
	readonly costUsd?: number | null;
	/** How many came from a cache; they do not count in the rate. */
	readonly cached?: number;
	readonly failed?: number;
	/** A short remark at the end of the line. */
	readonly note?: string;
}

/** A bar that moves: in place in a notebook, on one line of a terminal, one line at the end of a CI log. */
export interface Progress {
	update(update: ProgressUpdate): void;
	/** What the work waits for just now ("waiting for another notebook"); an empty text when it goes on. */
	status(text: string): void;
	/**
	 * Draws the state that stays. It holds no times, so that a notebook run twice stays the same.
	 *
	 * @param summary what to say instead of the figures ("stopped after 12 rows; they are kept")
	 * @returns resolves when it is drawn: await it, or the cell may end before
	 */
	done(summary?: string): Promise<void>;
}

export interface ProgressOptions {
	/** What is counted, in the singular. Default "row". */
	readonly unit?: string;
	readonly screen?: Screen;
	readonly clock?: Clock;
}

/**
 * Shows how far a long call is: rows, rate, time to go, running mean, cost so far.
 *
 * @param label what is going on, a few words
 * @param total how many there are in all
 */
export function progress(label: string, total: number, options: ProgressOptions = {}): Progress {
	const { unit = "row", screen = openScreen(), clock = systemClock } = options;
	let facts: ProgressFacts = { label, total, unit, done: 0, status: "", elapsedMs: 0, finished: false };
	let begun = clock.now();

	function drawNow(): Promise<void> {
		return screen.draw(progressView({ ...facts, elapsedMs: clock.now() - begun }), facts.finished);
	}

	const drawing = throttle(() => void drawNow(), clock);
	function draw(): void {
		if (screen.moves && !facts.finished) drawing.request();
	}

	draw();
	return {
		update(update) {
			facts = { ...facts, ...update };
			draw();
		},
		status(text) {
			// loading and waiting before the first row say nothing about the pace
			if (facts.done === 0) begun = clock.now();
			facts = { ...facts, status: text };
			draw();
		},
		async done(summary) {
			if (facts.finished) return;
			drawing.stop();
			facts = { ...facts, finished: true, status: "", ...(summary === undefined ? {} : { summary }) };
			await drawNow();
		},
	};
}
