import { colours, tickText } from "../notebook/plot.ts";
import { escapeHtml } from "../view/escape.ts";
import { formatNumber, formatValue } from "../view/format.ts";
import { bestSoFar } from "./best-so-far.ts";
import type { LiveState } from "./live.ts";

export type CurveFacts = Pick<LiveState, "metric" | "trials"> & {
	/** Where the axis of calls ends, unless a trial lies beyond it. */
	readonly calls: number;
	/** Calls spent so far: the curve goes on until there. */
	readonly spent: number;
};

export const curveSize = { width: 640, height: 180 } as const;
const frame = { left: 60, right: 92, top: 26, bottom: 30 } as const;
const ink = "#1f2937";
const pale = "#9ca3af";

/**
 * The best value so far over the calls spent, as a whole SVG document: filled dots are trials on all validation rows,
 * hollow ones trials on some. Drawn by hand: it is made several times a second, and a charting library takes longer to
 * load than a short run takes.
 */
export function liveCurve({ metric, trials, calls, spent }: CurveFacts): string {
	const bests = bestSoFar(trials, metric.direction);
	const scored = trials.flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
	const end = Math.max(1, calls, spent, ...trials.map(({ callsSpent }) => callsSpent));
	const ticks = niceTicks(
		scored.map(({ value }) => value),
		metric.unit === "percent",
	);
	const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
	const x = (at: number) => (frame.left + (at / end) * (curveSize.width - frame.left - frame.right)).toFixed(1);
	const y = (value: number) =>
		(frame.top + ((high - value) / (high - low)) * (curveSize.height - frame.top - frame.bottom)).toFixed(1);

	const grid = ticks.map(
		(tick) =>
			`<line x1="${x(0)}" x2="${x(end)}" y1="${y(tick)}" y2="${y(tick)}" stroke="#e5e7eb"/>` +
			words(frame.left - 8, Number(y(tick)) + 4, tickText(formatValue(tick, metric.unit)), "end"),
	);
	const foot = Number(y(low)) + 18;
	const callsAxis = [
		words(Number(x(0)), foot, "0"),
		words(Number(x(end)), foot, `${formatNumber(end, 0)} calls`, "end"),
	];
	const direction = metric.direction === "lower" ? ", lower is better" : "";
	const heading = words(12, 16, `best ${metric.name} so far${direction}`, "start", 'font-weight="600"');
	const dots = scored.map(({ callsSpent, value, complete }) => {
		const look = complete ? `r="3.5" fill="${colours.blue}"` : `r="2.5" fill="none" stroke="${pale}"`;
		return `<circle cx="${x(callsSpent)}" cy="${y(value)}" ${look}/>`;
	});
	const [first, last] = [bests[0], bests.at(-1)];
	const start =
		first?.candidate === 0
			? `<line x1="${x(0)}" x2="${x(end)}" y1="${y(first.value)}" y2="${y(first.value)}" stroke="${pale}" stroke-dasharray="4 4"/>`
			: "";
	const steps = bests.map(({ calls: at, value }, index) =>
		index === 0 ? `M${x(at)} ${y(value)}` : `H${x(at)}V${y(value)}`,
	);
	const curve =
		last === undefined
			? ""
			: `<path d="${steps.join("")}H${x(Math.max(spent, last.calls))}" fill="none" stroke="${colours.blue}" stroke-width="2"/>` +
				words(
					curveSize.width - frame.right + 8,
					Number(y(last.value)) + 4,
					formatValue(last.value, metric.unit),
					"start",
					'font-weight="600"',
				);
	// the two labels would stand on each other when the values are close
	const apart =
		first !== undefined && last !== undefined && Math.abs(Number(y(first.value)) - Number(y(last.value))) >= 14;
	const startLabel =
		start !== "" && first !== undefined && apart
			? words(
					curveSize.width - frame.right + 8,
					Number(y(first.value)) + 4,
					`start ${tickText(formatValue(first.value, metric.unit))}`,
				)
			: "";
	const { width, height } = curveSize;
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
		`<rect width="${width}" height="${height}" rx="6" fill="#ffffff"/>` +
		[...grid, ...callsAxis, heading, start, ...dots, curve, startLabel].join("") +
		"</svg>"
	);
}

/** Shares that lie closer together than this are drawn as close as they are. */
const leastSpan = 0.2;

/** Round values that enclose these, at most six; of shares never beyond 0 and 1. */
function niceTicks(values: readonly number[], share: boolean): number[] {
	const [least, most] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
	const span = Math.max(most - least, share ? leastSpan : 0) || Math.abs(most) || 1;
	const power = 10 ** Math.floor(Math.log10(span / 4));
	const step = ([1, 2, 5].find((factor) => span / (factor * power) <= 4) ?? 10) * power;
	// a little air, lest a curve lies on the frame
	const air = Math.max(span * 0.05, (span - (most - least)) / 2);
	const [bottom, top] = [least - air, most + air];
	const from = Math.floor((share ? Math.max(0, bottom) : bottom) / step + 1e-9);
	const to = Math.ceil((share ? Math.min(1, top) : top) / step - 1e-9);
	return Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toPrecision(12)));
}

function words(x: number, y: number, text: string, anchor = "start", weight = ""): string {
	return `<text x="${x}" y="${y.toFixed(1)}" font-family="system-ui, sans-serif" font-size="12" fill="${ink}" text-anchor="${anchor}" ${weight}>${escapeHtml(text)}</text>`;
}
