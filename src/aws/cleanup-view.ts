import { formatCount, formatUsd } from "../view/format.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import type { Resource } from "./resources.ts";

export interface CleanupRow {
	readonly resource: Resource;
	readonly outcome: "deleted" | "already gone" | "would delete" | "left";
	/** Why it was left, or what was waited for; "" where there is nothing to say. */
	readonly why: string;
}

export interface CleanupData {
	readonly dryRun: boolean;
	/** In the order in which they were taken. */
	readonly rows: readonly CleanupRow[];
	/** US dollars an hour of what is still there; null when a rate is unknown. */
	readonly hourlyUsdLeft: number | null;
}

const words = {
	deleted: "deleted",
	"already gone": "already gone",
	"would delete": "would be deleted",
	left: "left",
} as const;

/** What was deleted, what would be, and what is left and why. */
export function cleanupView({ dryRun, rows, hourlyUsdLeft }: CleanupData): View {
	const left = rows.filter((row) => row.outcome === "left").length;
	const rate = hourlyUsdLeft === 0 ? "" : ` What is left costs ${formatUsd(hourlyUsdLeft)} an hour (an estimate).`;
	const note = dryRun
		? "A dry run: nothing was deleted. aws.cleanup() deletes."
		: left === 0
			? "Nothing of touchstone's is left that the ledger knows of."
			: `${formatCount(left, "resource")} left.${rate}`;
	return table({
		caption: dryRun ? "What a cleanup would do, in this order" : "Cleanup",
		columns: [
			{ key: "kind", label: "Kind" },
			{ key: "id", label: "Name" },
			{ key: "region", label: "Region" },
			{ key: "createdAt", label: "Created" },
			{ key: "hourly", label: "An hour", align: "right" },
			{
				key: "outcome",
				label: "Outcome",
				format: (outcome) => (outcome === "left" ? { text: words.left, mark: "warning" } : words[outcome]),
			},
			{ key: "why", label: "Why" },
		],
		rows: rows.map(({ resource, outcome, why }) => ({
			kind: resource.kind,
			id: resource.id,
			region: resource.region,
			createdAt: resource.createdAt.slice(0, 16).replace("T", " "),
			hourly: formatUsd(resource.hourlyUsd),
			outcome,
			why,
		})),
		note,
		width: 160, // why a thing is left must not be cut off
	});
}
