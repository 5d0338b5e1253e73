/** Printed where there is no value: the figure does not apply, or could not be computed. */
export const absent = "–";

/** How the values of a metric are printed. */
export type Unit = "number" | "percent" | "ms" | "usd";

/**
 * A share as a percentage.
 *
 * @example
 * [formatPercent(0.83), formatPercent(1), formatPercent(null)] // => ["83.0 %", "100.0 %", "–"]
 */
export function formatPercent(share: number | null, digits = 1): string {
	return isAbsent(share) ? absent : `${fixed(share * 100, digits)} %`;
}

/**
 * A plain number: whole ones whole with thousands separated, others to three decimals (one from 100 up).
 *
 * @example
 * [formatNumber(0.83441), formatNumber(1234), formatNumber(246.81)] // => ["0.834", "1,234", "246.8"]
 */
export function formatNumber(value: number | null, digits?: number): string {
	if (isAbsent(value)) return absent;
	return fixed(value, digits ?? defaultDigits(value));
}

/**
 * A time in milliseconds, in the unit in which it reads best.
 *
 * @example
 * [formatMs(0.42), formatMs(412.3), formatMs(1240), formatMs(125000)] // => ["0.42 ms", "412 ms", "1.24 s", "2 min 5 s"]
 */
export function formatMs(ms: number | null): string {
	if (isAbsent(ms)) return absent;
	if (Math.abs(ms) >= 60_000) return formatDuration(ms);
	const { scale, digits, suffix } = scaleOf(ms, "ms");
	return fixed(ms * scale, digits) + suffix;
}

/**
 * A sum in US dollars, to three significant digits below one dollar. An unknown price is "unknown", never 0.
 *
 * @example
 * [formatUsd(null), formatUsd(0), formatUsd(0.001234), formatUsd(12.5)] // => ["unknown", "$0", "$0.00123", "$12.50"]
 */
export function formatUsd(usd: number | null): string {
	if (usd === null || Number.isNaN(usd)) return "unknown";
	if (usd === 0) return "$0";
	if (Math.abs(usd) < 1e-6) return usd < 0 ? "> -$0.000001" : "< $0.000001";
	const { digits } = scaleOf(usd, "usd");
	return `${usd < 0 ? "-" : ""}$${fixed(Math.abs(usd), digits)}`;
}

/**
 * A value of a metric in that metric's unit.
 *
 * @example
 * [formatValue(0.5, "percent"), formatValue(0.5, "number"), formatValue(null, "usd")] // => ["50.0 %", "0.500", "unknown"]
 */
export function formatValue(value: number | null, unit: Unit = "number"): string {
	if (unit === "percent") return formatPercent(value);
	if (unit === "ms") return formatMs(value);
	if (unit === "usd") return formatUsd(value);
	return formatNumber(value, isAbsent(value) ? undefined : Number.isInteger(value) ? undefined : defaultDigits(value));
}

/**
 * A difference, with its sign. Differences of percentages are points, because "10 % better" would say something else.
 *
 * @example
 * [formatDifference(0.032, "percent"), formatDifference(-120, "ms")] // => ["+3.2 points", "-120 ms"]
 */
export function formatDifference(value: number | null, unit: Unit = "number"): string {
	if (isAbsent(value)) return absent;
	const text = unit === "percent" ? `${fixed(value * 100, 1)} points` : formatValue(value, unit);
	return value > 0 && !/^[<>]/.test(text) ? `+${text}` : text;
}

/**
 * A difference and its interval, its unit written once.
 *
 * @example
 * formatDifferenceInterval({ difference: 0.125, low: -0.031, high: 0.219 }, "percent") // => "+12.5 points [-3.1, +21.9]"
 */
export function formatDifferenceInterval(
	{
		difference,
		low,
		high,
	}: { readonly difference: number | null; readonly low: number | null; readonly high: number | null },
	unit: Unit = "number",
): string {
	const text = formatDifference(difference, unit);
	if (isAbsent(difference) || isAbsent(low) || isAbsent(high)) return text;
	const end = (value: number) => formatDifference(value, unit).replace(" points", "");
	return `${text} [${end(low)}, ${end(high)}]`;
}

/** A figure with its interval; `low` and `high` are null where there is none. */
export interface Interval {
	readonly mean: number | null;
	readonly low: number | null;
	readonly high: number | null;
}

/**
 * A figure and its interval in the same unit, which is written once.
 *
 * @example
 * formatInterval({ mean: 0.83, low: 0.7123, high: 0.9049 }, "percent") // => "83.0 % [71.2, 90.5]"
 */
export function formatInterval({ mean, low, high }: Interval, unit: Unit = "percent"): string {
	if (isAbsent(mean)) return formatValue(null, unit);
	if (isAbsent(low) || isAbsent(high)) return formatValue(mean, unit);
	// one unit and one number of digits for all three, chosen by the largest, so that they can be compared
	const { scale, digits, prefix, suffix } = scaleOf(largest(mean, low, high), unit);
	const [m, l, h] = [mean, low, high].map((value) => fixed(value * scale, digits));
	return `${prefix}${m}${suffix} [${l}, ${h}]`;
}

/**
 * A size in bytes, in decimal units as file managers and download pages show it.
 *
 * @example
 * [formatBytes(999), formatBytes(491400064), formatBytes(1117320768)] // => ["999 B", "491 MB", "1.12 GB"]
 */
export function formatBytes(bytes: number): string {
	const units = ["B", "kB", "MB", "GB", "TB"];
	let value = bytes;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
	return `${fixed(value, digits)} ${units[unit]}`;
}

/**
 * A span of time for people, to two units: what a progress line and a plan say.
 *
 * @param ms milliseconds
 * @example
 * [formatDuration(800), formatDuration(45000), formatDuration(125000), formatDuration(3780000)] // => ["0.8 s", "45 s", "2 min 5 s", "1 h 3 min"]
 */
export function formatDuration(ms: number): string {
	if (ms < 9950) return `${fixed(ms / 1000, 1)} s`;
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return `${seconds} s`;
	if (seconds < 3600) return join(Math.floor(seconds / 60), "min", seconds % 60, "s");
	const minutes = Math.round(seconds / 60);
	return join(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

/**
 * A count with its noun; other nouns than those in -s give their plural.
 *
 * @example
 * [formatCount(1, "row"), formatCount(1200, "row"), formatCount(2, "reply", "replies")] // => ["1 row", "1,200 rows", "2 replies"]
 */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
	return `${fixed(count, 0)} ${count === 1 ? noun : plural}`;
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

function isAbsent(value: number | null): value is null {
	return value === null || Number.isNaN(value);
}

// never the machine's locale: the same report reads the same everywhere
function fixed(value: number, digits: number): string {
	if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
	const text = value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
	return /^-[0.,]+$/.test(text) ? text.slice(1) : text; // -0.0 is 0.0
}

function defaultDigits(value: number): number {
	if (Number.isInteger(value)) return 0;
	return Math.abs(value) >= 99.95 ? 1 : 3;
}

interface Scale {
	readonly scale: number;
	readonly digits: number;
	readonly prefix: string;
	readonly suffix: string;
}

function scaleOf(value: number, unit: Unit): Scale {
	const size = Math.abs(value);
	if (unit === "percent") return { scale: 100, digits: 1, prefix: "", suffix: " %" };
	if (unit === "usd") {
		const digits = size === 0 || size >= 1 ? 2 : Math.min(9, 2 - Math.floor(Math.log10(size)));
		return { scale: 1, digits, prefix: "$", suffix: "" };
	}
	if (unit === "ms") {
		if (size >= 999.5)
			return { scale: 0.001, digits: size >= 99_950 ? 0 : size >= 9995 ? 1 : 2, prefix: "", suffix: " s" };
		return { scale: 1, digits: size >= 10 || Number.isInteger(value) ? 0 : 2, prefix: "", suffix: " ms" };
	}
	return { scale: 1, digits: Number.isInteger(value) ? 3 : defaultDigits(value), prefix: "", suffix: "" };
}

function largest(...values: readonly number[]): number {
	return values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most));
}
