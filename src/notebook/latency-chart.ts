import { DataError } from "../core/errors.ts";
import { quantile } from "../stats/quantile.ts";
import { bar } from "../view/bar.ts";
import { formatCount, formatMs } from "../view/format.ts";
import { picture } from "../view/picture.ts";
import type { Shown } from "../view/shown.ts";
import { displayWidth, pad } from "../view/width.ts";
import { colours, drawPanels, type Panel } from "./plot.ts";

export interface LatencySeries {
	readonly model: string;
	/** One time per row, in milliseconds. */
	readonly latencyMs: readonly number[];
}

/**
 * How long each model takes: a dot per row on one time axis for all, with lines at the median (half the rows are faster)
 * and at p95 (one row in twenty is slower).
 *
 * @param series one per model; a model without times is named, but not drawn
 * @throws DataError when there is no time at all; MissingDependencyError when @observablehq/plot or linkedom is not installed
 */
export async function latencyChart(series: readonly LatencySeries[]): Promise<Shown> {
	const slowest = Math.max(...series.flatMap(({ latencyMs }) => latencyMs));
	if (!Number.isFinite(slowest)) throw new DataError("latencyChart: expected at least one time, found none");
	const facts = series.map(({ model, latencyMs }) => {
		const at = (share: number) => (latencyMs.length === 0 ? null : quantile(latencyMs, share));
		return { model, latencyMs, p50: at(0.5), p95: at(0.95) };
	});
	const end = slowest > 0 ? slowest * 1.05 : 1;
	const svg = await drawPanels(facts.map((each, index) => panel(each, end, index === facts.length - 1)));
	const alt = `Latency by row of ${series.map(({ model }) => model).join(", ")}, with median and p95.`;
	return picture({ svg, alt, text: textOf(facts, end) });
}

interface Facts extends LatencySeries {
	readonly p50: number | null;
	readonly p95: number | null;
}

function panel({ model, latencyMs, p50, p95 }: Facts, end: number, last: boolean): Panel {
	const seconds = end >= 2000;
	const lines = [
		...(p50 === null ? [] : [{ at: p50, words: `median ${formatMs(p50)}`, colour: colours.vermilion }]),
		...(p95 === null ? [] : [{ at: p95, words: `p95 ${formatMs(p95)}`, colour: colours.green }]),
	];
	// labels near the right edge grow to the left
	const anchor = (at: number) => (at > end * 0.75 ? "end" : "start");
	return {
		heading: `${model} (${formatCount(latencyMs.length, "row")})`,
		plot: (plot) => ({
			width: 620,
			height: last ? 120 : 84,
			marginLeft: 12,
			marginRight: 24,
			marginTop: 34,
			marginBottom: last ? 40 : 4,
			x: {
				domain: [0, end],
				label: `time per row (${seconds ? "seconds" : "milliseconds"})`,
				labelAnchor: "center",
				labelArrow: "none",
				ticks: 6,
				...(last ? {} : { axis: null }),
				tickFormat: (value: number) => String(seconds ? value / 1000 : value),
			},
			y: { domain: [0, 1], axis: null },
			marks: [
				plot.gridX({ ticks: 6 }),
				plot.dot(latencyMs, {
					x: (value: number) => value,
					y: (_: number, index: number) => 0.15 + 0.7 * spread(index),
					r: latencyMs.length > 200 ? 2 : 3.5,
					fill: colours.blue,
					fillOpacity: 0.45,
				}),
				plot.ruleX(lines, { x: "at", stroke: "colour", strokeWidth: 2.5 }),
				// on two lines: the two may be close together
				...lines.map((line, index) =>
					plot.text([line], {
						x: "at",
						text: "words",
						fill: line.colour,
						fontWeight: "bold",
						frameAnchor: "top",
						lineAnchor: "bottom",
						textAnchor: anchor(line.at),
						dy: index === 0 ? -18 : -3,
					}),
				),
			],
		}),
	};
}

// The van der Corput sequence in base 2: spreads the dots evenly over the strip, the same way every time.
function spread(index: number): number {
	let value = 0;
	for (let n = index + 1, half = 0.5; n > 0; n = Math.floor(n / 2), half /= 2) value += (n % 2) * half;
	return value;
}

function textOf(facts: readonly Facts[], end: number): string {
	const width = Math.max(...facts.map(({ model }) => displayWidth(model)));
	const lines = facts.map(({ model, p50, p95 }) => {
		return `  ${pad(model, width, "left")}  ${bar((p50 ?? 0) / end, 24, "░")}  median ${formatMs(p50)}, p95 ${formatMs(p95)}`;
	});
	return ["time per row", ...lines].join("\n");
}
