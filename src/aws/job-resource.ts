import type { JobHandle } from "./job-store.ts";
import type { Resource } from "./resources.ts";

/** A job as the ledger lists it: billed by its work, not by the hour, and "deleted" by stopping it. */
export function jobResource({ kind, name, arn, region, account, runId, startedAt }: JobHandle): Resource {
	return {
		kind,
		id: name,
		...(arn === null ? {} : { arn }),
		region,
		account,
		runId,
		createdAt: startedAt,
		hourlyUsd: 0,
	};
}
