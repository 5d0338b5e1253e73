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
		note: noteOf({ dryRun, rows, hourlyUsdLeft }),
		width: 160, // why a thing is left must not be cut off
	});
}

function noteOf({ dryRun, rows, hourlyUsdLeft }: CleanupData): string {
	const left = rows.filter((row) => row.outcome === "left").length;
	const stays = left === 0 ? "" : `${formatCount(left, "resource")} ${dryRun ? "would be " : ""}left.`;
	const rate = rateOf(dryRun ? "All that is there now" : "What is left", hourlyUsdLeft);
	if (dryRun)
		return `A dry run: nothing was deleted. aws.cleanup() deletes. ${stays}${rate}${onSagemaker(rows)}`.trim();
	return left === 0
		? "Nothing of touchstone's is left that the ledger knows of."
		: `${stays}${rate}${onSagemaker(rows)}`;
}

/** Its things have no deleter: that takes @aws-sdk/client-sagemaker, which is no peer of this package. */
function onSagemaker(rows: readonly CleanupRow[]): string {
	const theirs = ["endpoint", "endpoint-config", "model"];
	const left = rows.some(({ outcome, resource }) => outcome === "left" && theirs.includes(resource.kind));
	return left
		? " An endpoint bills until somebody deletes it: in the SageMaker console the endpoint first, then its configuration, then its model."
		: "";
}

function rateOf(what: string, usd: number | null): string {
	if (usd === 0) return "";
	if (usd === null) return ` ${what} bills by the hour at a rate that is not known.`;
	return ` ${what} costs ${formatUsd(usd)} an hour (an estimate).`;
}
