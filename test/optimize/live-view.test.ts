import { describe, expect, it } from "vitest";
import type { LiveState } from "../../src/optimize/live.ts";
import { liveView } from "../../src/optimize/live-view.ts";
import { stage } from "../notebook/stage.ts";
import { expectInlineOnly } from "../view/inline-only.ts";
import { standing, trial } from "./outcome.ts";

const start = standing(0);
const edited = standing(1, {
	value: 0.625,
	parameters: { label: { instructions: "Label the <short> mail.", demos: [{ input: {}, output: {} }] } },
});
const glance = trial(standing(2, { parents: [0, 1], complete: false, rows: 6, value: 0.9 }), 60, {
	number: 3,
	decision: "dropped",
});

const state = (own: Partial<LiveState> = {}): LiveState => ({
	optimizer: "gepa",
	program: "triage",
	metric: { name: "exact", direction: "higher", unit: "percent" },
	budget: { calls: 120 },
	spent: { calls: 0, tokens: 0, usd: 0, seconds: 0 },
	forecast: {
		rows: 100,
		proposals: 10,
		calls: 110,
		inputTokens: 0,
		outputTokens: 0,
		usd: 0,
		minutes: 2,
		uses: 1,
		basis: [],
	},
	replayed: 0,
	phase: "",
	candidates: [start, edited],
	trials: [],
	status: "",
	...own,
});
const spent = (calls: number, own: Partial<LiveState["spent"]> = {}) => ({
	spent: { calls, tokens: 0, usd: 0, seconds: 0, ...own },
});
const midway = { phase: "search", trials: [trial(start, 24), trial(edited, 48), glance] };

describe("in a terminal", () => {
	it("is one line: phase, best so far, time to go, calls of the budget, the last trial", async () => {
		const { options, pass, last } = stage();
		const view = liveView(options);
		view.update(state());
		expect(last()).toBe("gepa on triage ░░░░░░░░░░ 0/120 calls");
		await pass(60_000);
		view.update(state({ ...midway, ...spent(60) }));
		expect(last()).toBe(
			"gepa on triage █████░░░░░ search · best exact 62.5 % (candidate 1; start 50.0 %) · 50 s to go · 60/120 calls · trial 3: 90.0 % on 6",
		);
	});

	it("leaves loading, and calls that came from the run file, out of the pace", async () => {
		const { options, pass, last } = stage();
		const view = liveView(options);
		view.update(state({ status: "loading the model" }));
		expect(last()).toBe("gepa on triage ░░░░░░░░░░ loading the model · 0/120 calls");
		await pass(60_000);
		view.update(state({ replayed: 50, ...spent(50) }));
		await pass(10_000);
		view.update(state({ replayed: 50, ...spent(60) }));
		expect(last()).toBe("gepa on triage █████░░░░░ 50 s to go · 60/120 calls");
	});

	it("shows the limit that is the most used, and goes by the time limit where that ends first", async () => {
		const { options, pass, last } = stage();
		const view = liveView(options);
		const budget = { calls: 1000, usd: 0.5, seconds: 100 };
		view.update(state({ budget, forecast: { ...state().forecast, calls: 900 } }));
		await pass(40_000);
		view.update(
			state({ budget, forecast: { ...state().forecast, calls: 900 }, ...spent(100, { usd: 0.1, seconds: 40 }) }),
		);
		expect(last()).toBe("gepa on triage ████░░░░░░ 1 min to go · 40 s of 1 min 40 s");
	});

	it("names no time once the run goes beyond its forecast, nor the start as the candidate that beat it", async () => {
		const { options, pass, last } = stage();
		const view = liveView(options);
		view.update(state());
		await pass(1000);
		view.update(state({ trials: [trial(start, 24)], ...spent(115) }));
		expect(last()).toBe("gepa on triage █████████▋ best exact 50.0 % (start) · 115/120 calls · trial 2: 50.0 %");
	});

	it("takes the lowest value for the best where lower is better", async () => {
		const { options, last } = stage();
		const metric = { name: "distance", direction: "lower" } as const;
		liveView(options).update(state({ ...midway, metric, trials: [trial(edited, 24), trial(start, 48)] }));
		expect(last()).toContain("best distance 0.500 (start)");
	});
});

describe("in a log", () => {
	it("is one line at the end, without times", async () => {
		const { options, pass, drawn, kept } = stage();
		const view = liveView({ ...options, screen: { ...options.screen, moves: false } });
		view.update(state());
		await pass(1000);
		view.update(state({ ...midway, ...spent(60, { seconds: 1 }) }));
		await view.done(state({ ...midway, ...spent(60, { seconds: 1 }) }), "candidate 1 replaces the start;\n60 calls");
		await view.done(state(), "again");
		expect(drawn).toEqual([]);
		expect(kept.map(({ text }) => text)).toEqual(["gepa on triage: candidate 1 replaces the start; 60 calls"]);
	});
});

describe("in a notebook", () => {
	it("shows forecast, budget, curve and the last trials, with inline styles and no live picture", async () => {
		const { options, pass, drawn } = stage();
		const view = liveView(options);
		view.update(state());
		await pass(60_000);
		view.update(state({ ...midway, ...spent(60) }));
		const html = drawn.at(-1)?.html ?? "";
		expectInlineOnly(html);
		const words = html
			.replace(/<img[^>]*>/g, "")
			.replace(/<[^>]*>/g, "|")
			.replace(/\|+/g, "|");
		expect(words).toBe(
			"|gepa on triage| search · best exact 62.5 % (candidate 1; start 50.0 %) · 3 trials|forecast: about 110 calls · 2 min · $0| 60/120 calls · 50 s to go|" +
				"Trial|Phase|Candidate|Change to its parent|exact|Rows|Calls|Decision|" +
				"2|baseline|start|as given|50.0 %|24|24|3|search|1|+&lt;short&gt; · 1 demo (was 0)|62.5 %|24|48|3|search|2|from 0 and 1: −mail. +mail 2.|90.0 %|6|60|dropped|Hollow dots: trials that are not on all rows of validate.|",
		);
		expect(html).toMatch(/<progress max="1" value="0.5000"/);
		expect(html).toMatch(
			/<img alt="Best exact so far over the calls spent" src="data:image\/svg\+xml;base64,[^"]+" width="\d+" height="\d+"/,
		);
	});

	it("stays the same at the end however long the run took", async () => {
		const pictures: string[] = [];
		for (const ms of [1000, 90_000]) {
			const { options, pass, kept } = stage();
			const view = liveView(options);
			const budget = { calls: 120, seconds: 600 };
			const forecast = { ...state().forecast, minutes: ms };
			view.update(state({ budget, forecast }));
			await pass(ms);
			await view.done(state({ budget, forecast, ...midway, ...spent(60, { seconds: ms }) }), "the start stays");
			pictures.push(kept.map(({ text, html }) => text + html).join());
		}
		expect(pictures[0]).toBe(pictures[1]);
		expect(pictures[0]).toContain("the start stays");
	});

	it("draws five times a second at most, the last of a burst, and nothing after the end", async () => {
		const { options, pass, drawn, kept, last } = stage();
		const view = liveView(options);
		for (let calls = 1; calls <= 100; calls++) {
			view.update(state(spent(calls)));
			await pass(10);
		}
		await pass(200);
		expect(drawn.length).toBeLessThanOrEqual(7);
		expect(last()).toContain("100/120 calls");
		view.update(state(spent(101)));
		const before = drawn.length;
		view.update(state(spent(102)));
		await view.done(state(spent(102)), "over");
		view.update(state(spent(103)));
		await pass(1000);
		expect(drawn.length).toBe(before);
		expect(kept).toHaveLength(1);
	});

	it("shows the last eight of many trials", async () => {
		const { options, drawn } = stage();
		const trials = Array.from({ length: 12 }, (_, n) => trial(start, n, { number: n + 1 }));
		liveView(options).update(state({ trials }));
		expect(drawn[0]?.html).toContain("The last 8 of 12 trials.");
		expect(drawn[0]?.html.match(/as given/g)).toHaveLength(8);
	});

	it("says that a price is unknown, and which limit will end the run", () => {
		const { options, drawn } = stage();
		const forecast = { ...state().forecast, usd: null, minutes: null, endsBy: "tokens" as const };
		liveView(options).update(state({ budget: { tokens: 5000 }, forecast, ...spent(3, { tokens: 1000, usd: null }) }));
		expect(drawn[0]?.html).toContain("forecast: about 110 calls · cost unknown · the budget in tokens will end it");
		expect(drawn[0]?.html).toContain("1,000/5,000 tokens · 3 calls");
	});
});
