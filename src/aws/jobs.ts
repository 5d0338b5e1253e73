import { table } from "../view/table.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { type JobHandle, type JobStore, jobFiles } from "./job-store.ts";

/** The handles of jobs, newest first. */
export type JobList = readonly JobHandle[] & Displayable;

/**
 * The jobs that were started from this machine, newest first: where a notebook's variables are gone, their handles are
 * here. Asks AWS nothing; whether one still runs, its `status()` tells.
 *
 * @example
 * const store = { list: async () => [] };
 * (await jobs(store)).length // => 0
 */
export async function jobs(store: Pick<JobStore, "list"> = jobFiles()): Promise<JobList> {
	return displayable([...(await store.list())], (handles) =>
		table({
			caption: "Jobs started from this machine",
			columns: [
				{ key: "started", label: "Started" },
				{ key: "kind", label: "Kind" },
				{ key: "name", label: "Name" },
				{ key: "region", label: "Region" },
				{ key: "arn", label: "ARN" },
			],
			rows: handles.map(({ startedAt, kind, name, region, arn }) => ({
				started: startedAt.slice(0, 16).replace("T", " "),
				kind,
				name,
				region,
				arn: arn ?? "its creation was not answered: run its cell again",
			})),
		}),
	);
}
