/**
 * A size as people read it, in decimal units as disks and networks are sold.
 *
 * @example
 * formatBytes(491400064) // => "491.4 MB"
 */
export function formatBytes(bytes: number): string {
	const units = ["B", "kB", "MB", "GB", "TB"];
	const unit = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), units.length - 1);
	const value = bytes / 1000 ** unit;
	return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : 1)} ${units[unit]}`;
}
