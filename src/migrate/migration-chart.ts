import { metrics } from "../evaluate/chart.ts";
import type { Shown } from "../view/shown.ts";
import type { Migration } from "./migration.ts";

/** The metric of the four programs on the test rows, with their intervals. */
export function chartOf({ reports, metric }: Migration): Promise<Shown> {
	return metrics(Object.values(reports), { names: [metric] });
}
