import { DataError } from "../core/errors.ts";
import { bar } from "../view/bar.ts";
import { formatInterval, formatValue, type Unit } from "../view/format.ts";
import { picture } from "../view/picture.ts";
import type { Shown } from "../view/shown.ts";
import { displayWidth, pad } from "../view/width.ts";
import { colours, drawPanels, type Panel, roomFor, tickText } from "./plot.ts";

/** One dot with its whiskers. */
export interface MetricPoint {
	readonly model: string;
	readonly metric: string;
	/** null where the metric could not be computed: named, but not drawn. */
	readonly mean: number | null;
	/** The ends of the interval; null where there is none. */
	readonly low: number | null;
	readonly high: number | null;
	/** Default "percent". */
	readonly unit?: Unit;
}

/**
 * Each metric by model: a dot at the mean, whiskers over its interval, the numbers beside them. A panel per metric, each
 * with its own axis; percentages run from 0 to 100 %.
 *
 * Whiskers that overlap do not prove that two models are equal, nor the reverse: `compare` tests that, row by row.
 *
 * @param points one per model and metric; at least one
 * @throws DataError without points; MissingDependencyError when @observablehq/plot or linkedom is not installed
 */
export async function metricChart(points: readonly MetricPoint[]): Promise<Shown> {
	if (points.length === 0) throw new DataError("metricChart: expected at least one point, found none");
	const metrics = [...new Set(points.map((point) => point.metric))];
	const groups = metrics.map((metric) => points.filter((point) => point.metric === metric));
	const room = { left: roomFor(points.map(({ model }) => model)), right: roomFor(points.map(printed)) };
	const svg = await drawPanels(groups.map((group) => panel(group, room)));
	const models = [...new Set(points.map((point) => point.model))];
	const alt = `${metrics.join(", ")} of ${models.join(", ")}, each a dot with its interval.`;
	return picture({ svg, alt, text: groups.map(textOf).join("\n\n") });
}

const printed = (point: MetricPoint) => formatInterval(point, point.unit);

function panel(group: readonly MetricPoint[], room: { readonly left: number; readonly right: number }): Panel {
	const unit = group[0]?.unit ?? "percent";
	const dots = group.filter((point) => point.mean !== null);
	const whiskers = dots.filter((point) => point.low !== null && point.high !== null);
	return {
		heading: group[0]?.metric ?? "",
		plot: (plot) => ({
			width: room.left + 360 + room.right,
			height: group.length * 30 + 34,
			marginLeft: room.left,
			marginRight: room.right,
			marginTop: 4,
			marginBottom: 30,
			x: {
				domain: domainOf(group),
				label: null,
				ticks: 5,
				tickFormat: (value: number) => tickText(formatValue(value, unit)),
				grid: true,
			},
			y: { domain: group.map(({ model }) => model), label: null, tickSize: 0 },
			marks: [
				plot.ruleY(whiskers, { y: "model", x1: "low", x2: "high", stroke: colours.blue, strokeWidth: 2 }),
				plot.tickX(whiskers, { y: "model", x: "low", stroke: colours.blue, strokeWidth: 2, inset: 8 }),
				plot.tickX(whiskers, { y: "model", x: "high", stroke: colours.blue, strokeWidth: 2, inset: 8 }),
				plot.dot(dots, { y: "model", x: "mean", r: 5.5, fill: colours.blue, stroke: "white" }),
				plot.text(group, { y: "model", text: printed, frameAnchor: "right", textAnchor: "start", dx: 12 }),
			],
		}),
	};
}

function domainOf(group: readonly MetricPoint[]): [number, number] {
	const values = group.flatMap(({ mean, low, high }) => [mean, low, high]).filter((value) => value !== null);
	const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
	if ((group[0]?.unit ?? "percent") === "percent" && low >= 0 && high <= 1) return [0, 1];
	return high > low ? [low, high * 1.05] : [0, 1];
}

function textOf(group: readonly MetricPoint[]): string {
	const width = Math.max(...group.map(({ model }) => displayWidth(model)));
	const [low, high] = domainOf(group);
	const lines = group.map((point) => {
		const share = point.mean === null ? 0 : (point.mean - low) / (high - low);
		return `  ${pad(point.model, width, "left")}  ${bar(share, 24, "░")}  ${printed(point)}`;
	});
	return [group[0]?.metric ?? "", ...lines].join("\n");
}
