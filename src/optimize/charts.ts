import { DataError } from "../core/errors.ts";
import { colours, drawPanels, type Panel, tickText } from "../notebook/plot.ts";
import { bar } from "../view/bar.ts";
import { formatInterval, formatMs, formatNumber, formatUsd, formatValue } from "../view/format.ts";
import { picture } from "../view/picture.ts";
import type { Shown } from "../view/shown.ts";
import { pad } from "../view/width.ts";
import { bestSoFar } from "./best-so-far.ts";
import type { Standing } from "./optimized.ts";
import type { OptimizedFacts } from "./optimized-facts.ts";

/**
 * The best value so far over the calls spent: where the run found something, and where more calls brought nothing more.
 *
 * Filled dots are looks at a candidate on all rows of `validate`, hollow ones on some of the rows; the dashed line is the
 * start. The best of many looks flatters: only the test rows say what is left of it.
 *
 * @throws DataError when no look has a value; MissingDependencyError when @observablehq/plot or linkedom is not installed
 */
export async function progressChart(result: OptimizedFacts): Promise<Shown> {
	const { metric, trials, spent, run } = result;
	const looks = trials.flatMap(({ value, callsSpent, complete }) =>
		value === null ? [] : [{ calls: callsSpent, value, complete }],
	);
	if (looks.length === 0) throw new DataError("progressChart: expected at least one trial with a value, found none");
	const bests = bestSoFar(trials, metric.direction);
	const [first, last] = [bests[0], bests.at(-1)];
	const end = Math.max(spent.calls, ...looks.map(({ calls }) => calls));
	const curve = last === undefined ? [] : [...bests, { ...last, calls: end }];
	const value = (one: number) => formatValue(one, metric.unit);
	const panel: Panel = {
		heading: `${run.optimizer} on ${run.program.name}: best ${metric.name} so far`,
		plot: (plot) => ({
			width: 620,
			height: 280,
			marginLeft: 64,
			marginRight: 92,
			marginBottom: 40,
			x: { domain: [0, end], label: "calls spent", labelAnchor: "center", labelArrow: "none", ticks: 6 },
			y: { label: null, nice: true, grid: true, ticks: 5, tickFormat: (at: number) => tickText(value(at)) },
			marks: [
				...(first?.candidate === 0
					? [plot.ruleY([first.value], { stroke: colours.grey, strokeDasharray: "4 4" })]
					: []),
				plot.dot(
					looks.filter(({ complete }) => !complete),
					{ x: "calls", y: "value", r: 2.5, stroke: colours.grey },
				),
				plot.dot(
					looks.filter(({ complete }) => complete),
					{ x: "calls", y: "value", r: 4, fill: colours.blue },
				),
				plot.line(curve, { x: "calls", y: "value", curve: "step-after", stroke: colours.blue, strokeWidth: 2 }),
				plot.text(curve.slice(-1), {
					x: "calls",
					y: "value",
					text: (best: { value: number }) => value(best.value),
					textAnchor: "start",
					dx: 8,
					fontWeight: "bold",
				}),
				...(first?.candidate === 0 && last !== undefined && last !== first
					? [
							plot.text([first], {
								x: end,
								y: "value",
								text: () => `start ${value(first.value)}`,
								textAnchor: "start",
								dx: 8,
							}),
						]
					: []),
			],
		}),
	};
	const lines = bests.map(
		({ calls, value: best, candidate }) =>
			`  ${pad(formatNumber(calls, 0), 8, "right")} calls  ${value(best)}  ${candidate === 0 ? "start" : `candidate ${candidate}`}`,
	);
	const text = [`best ${metric.name} so far`, ...lines].join("\n");
	return picture({ svg: await drawPanels([panel]), alt: `Best ${metric.name} so far over the calls spent.`, text });
}

/**
 * Quality against what it takes: a panel for cost (tokens, where prices are unknown or nothing costs) and one for latency.
 * Each candidate that ran on all rows is a dot with the interval of its value and its number; the line connects those
 * that no other beats in both: move along it to trade quality for cost.
 *
 * @throws DataError when no candidate has a value; MissingDependencyError when @observablehq/plot or linkedom is not installed
 */
export async function frontChart(result: OptimizedFacts): Promise<Shown> {
	const { metric, candidates, chosen, start } = result;
	const dots = candidates.flatMap((one) => (one.complete && one.value !== null ? [{ ...one, value: one.value }] : []));
	if (dots.length === 0) throw new DataError("frontChart: expected at least one candidate with a value, found none");
	const priced = dots.every(({ usdPerRow }) => usdPerRow !== null) && dots.some(({ usdPerRow }) => usdPerRow !== 0);
	const axes: Axis[] = [
		priced
			? { label: "cost of a row", read: ({ usdPerRow }) => usdPerRow ?? 0, print: formatUsd }
			: {
					label: "tokens of a row",
					read: ({ tokensPerRow }) => tokensPerRow,
					print: (tokens) => formatNumber(tokens, 0),
				},
		...(dots.every(({ latencyP50Ms }) => latencyP50Ms !== null) && dots.some(({ latencyP50Ms }) => latencyP50Ms !== 0)
			? [
					{
						label: "latency of a row, median",
						read: ({ latencyP50Ms }: Standing) => latencyP50Ms ?? 0,
						print: formatMs,
					},
				]
			: []),
	];
	const sign = metric.direction === "higher" ? 1 : -1;
	const name = ({ number }: Standing) =>
		`${number === start.number ? "start" : number}${number === chosen.number ? " (chosen)" : ""}`;
	const panels = axes.map(({ label, read, print }): Panel => {
		const points = dots.map((one) => ({
			...one,
			x: read(one),
			name: name(one),
			colour: one.number === chosen.number ? colours.vermilion : colours.blue,
		}));
		const front = points
			.filter((a) => !points.some((b) => dominates(b, a, sign)))
			.sort((a, b) => a.x - b.x || a.number - b.number);
		const most = Math.max(...points.map(({ x }) => x));
		return {
			heading: `${metric.name} and ${label}`,
			plot: (plot) => ({
				width: 620,
				height: 260,
				marginLeft: 64,
				marginRight: 72,
				marginBottom: 40,
				x: {
					domain: [0, most > 0 ? most * 1.08 : 1],
					label: `${label} (less is better)`,
					labelAnchor: "center",
					labelArrow: "none",
					ticks: 5,
					tickFormat: (at: number) => tickText(print(at)),
				},
				y: {
					label: null,
					nice: true,
					grid: true,
					ticks: 5,
					tickFormat: (at: number) => tickText(formatValue(at, metric.unit)),
				},
				marks: [
					plot.ruleX(
						points.filter(({ low, high }) => low !== null && high !== null),
						{
							x: "x",
							y1: "low",
							y2: "high",
							stroke: "colour",
							strokeOpacity: 0.4,
							strokeWidth: 1.5,
						},
					),
					plot.line(front, { x: "x", y: "value", stroke: colours.green, strokeWidth: 2 }),
					plot.dot(points, { x: "x", y: "value", r: 5, fill: "colour", stroke: "white" }),
					plot.text(labels(points), { x: "x", y: "value", text: "name", textAnchor: "start", dx: 8, dy: sign * 11 }),
				],
			}),
		};
	});
	const text = dots
		.map((one) => {
			const quality = formatInterval({ mean: one.value, low: one.low, high: one.high }, metric.unit ?? "number");
			const figures = axes.map(({ read, print, label }) => `${label} ${print(read(one))}`);
			return `  ${pad(name(one), 14, "left")}  ${bar(one.onFront ? 1 : 0, 1)}  ${quality}  ${figures.join(", ")}`;
		})
		.join("\n");
	return picture({
		svg: await drawPanels(panels),
		alt: `${metric.name} of each candidate against ${axes.map(({ label }) => label).join(" and ")}.`,
		text: `${metric.name} against what a row takes (█ on the front)\n${text}`,
	});
}

/** One label for all candidates that stand on one spot. */
function labels(points: readonly (Point & { readonly name: string })[]): (Point & { readonly name: string })[] {
	const spots = new Map<string, Point & { readonly name: string }>();
	for (const { x, value, name } of points) {
		const spot = `${x} ${value}`;
		const before = spots.get(spot);
		spots.set(spot, { x, value, name: before === undefined ? name : `${before.name}, ${name}` });
	}
	return [...spots.values()];
}

interface Axis {
	readonly label: string;
	readonly read: (one: Standing) => number;
	readonly print: (value: number) => string;
}

interface Point {
	readonly x: number;
	readonly value: number;
}

/** `a` is at least as good as `b` in both, and better in one. */
function dominates(a: Point, b: Point, sign: number): boolean {
	const [gain, saving] = [sign * (a.value - b.value), b.x - a.x];
	return gain >= 0 && saving >= 0 && gain + saving > 0;
}
