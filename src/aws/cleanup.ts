import { type Clock, systemClock } from "../core/clock.ts";
import { isAbort, messageOf, throwIfAborted } from "../core/errors.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { callerAccount } from "./caller-account.ts";
import { type CleanupData, type CleanupRow, cleanupView } from "./cleanup-view.ts";
import type { AwsOptions } from "./connection.ts";
import type { Deleter } from "./deleter.ts";
import { accountDeleters } from "./deleters.ts";
import { isNotFound } from "./not-found.ts";
import { type Resource, type ResourceLedger, resourceLedger } from "./resources.ts";

export interface CleanupOptions extends AwsOptions {
	/** Says what would be deleted, and deletes nothing. Default false. */
	readonly dryRun?: boolean;
	/** Default: those for everything that touchstone creates. */
	readonly deleters?: readonly Deleter[];
	/** Which resources; default all: `(resource) => resource.runId === plan.runId`. */
	readonly where?: (resource: Resource) => boolean;
	/** The account that the deleters' credentials belong to; what belongs to another is left. Default: asks STS. */
	readonly account?: () => Promise<string | null>;
	/** How long to wait for one resource that is just being created or deleted. Default 15 minutes. */
	readonly maxWaitMs?: number;
	readonly onStatus?: (text: string) => void;
	readonly signal?: AbortSignal;
	readonly ledger?: ResourceLedger;
	readonly clock?: Clock;
}

export type CleanupReport = CleanupData & Displayable;

/** What stands on others goes first. Kinds that are not here go last. */
export const deletionOrder: readonly string[] = [
	"model-invocation-job",
	"model-customization-job",
	"advanced-prompt-optimization-job",
	"evaluation-job",
	"training-job",
	"processing-job",
	"endpoint",
	"endpoint-config",
	"model",
	"provisioned-throughput",
	"custom-model-deployment",
	"imported-model",
	"custom-model",
	"guardrail",
	"role",
	"s3-objects",
];

/**
 * Deletes what the ledger knows of, what stands on others first: endpoint, its configuration, its model; a deployment,
 * then the custom model; jobs are stopped. What is just being created is waited for; what is gone already counts as done;
 * what is still needed by something that could not be deleted is left.
 *
 * What is of SageMaker (endpoints, their configurations and models) or IAM is not deleted: the report says where to do it by
 * hand, and what it costs until then.
 *
 * One failure ends nothing: the report says what is left and why, and the ledger keeps it for the next time.
 *
 * @throws ConfigError when there are no credentials
 * @throws AbortedError when the signal aborts; what was deleted until then is struck out
 * @example
 * const ledger = { list: async () => [], record: async () => {}, forget: async () => {} };
 * (await cleanup({ dryRun: true, ledger })).rows // => []
 */
export async function cleanup(options: CleanupOptions = {}): Promise<CleanupReport> {
	const {
		dryRun = false,
		deleters = accountDeleters(options),
		where = () => true,
		ledger = resourceLedger(),
		signal,
	} = options;
	const resources = inOrder((await ledger.list()).filter(where));
	const askAccount = options.account ?? (() => callerAccount("aws.cleanup", options, signal));
	const account = resources.length === 0 ? null : await askAccount();
	const rows: CleanupRow[] = [];
	for (const resource of resources) {
		throwIfAborted(signal);
		const deleter = deleters.find(({ kind }) => kind === resource.kind);
		const why = reasonToLeave(resource, account, deleter, rows);
		if (why !== null || deleter === undefined) {
			rows.push(left(resource, why ?? ""));
		} else if (dryRun) {
			rows.push({ resource, outcome: "would delete", why: "" });
		} else {
			const done = await removeOne(resource, deleter, account, options);
			if (done.outcome !== "left") await ledger.forget(resource);
			rows.push(done);
		}
	}
	return displayable({ dryRun, rows, hourlyUsdLeft: hourlyOf(rows) }, cleanupView);
}

function left(resource: Resource, why: string): CleanupRow {
	return { resource, outcome: "left", why };
}

function inOrder(resources: readonly Resource[]): readonly Resource[] {
	const rank = ({ kind }: Resource) => {
		const index = deletionOrder.indexOf(kind);
		return index < 0 ? deletionOrder.length : index;
	};
	return [...resources].sort((a, b) => rank(a) - rank(b)); // stable: else in the order of creation
}

function reasonToLeave(
	resource: Resource,
	account: string | null,
	deleter: Deleter | undefined,
	before: readonly CleanupRow[],
): string | null {
	const owner = resource.account ?? accountOf(resource.arn);
	if (owner !== null && account !== null && owner !== account) {
		return `it belongs to account ${owner}, these credentials to ${account}`;
	}
	if (resource.kind === "s3-objects") return "these are your data: delete them when you no longer need them";
	if (deleter === undefined) return byHand(resource);
	const user = before.find(
		({ outcome, resource: other }) => outcome === "left" && other.needs?.includes(resource.id) === true,
	);
	return user === undefined ? null : `${user.resource.kind} ${user.resource.id} still needs it`;
}

const consoles: Readonly<Record<string, string>> = {
	endpoint: "SageMaker console, Inference",
	"endpoint-config": "SageMaker console, Inference",
	model: "SageMaker console, Inference",
	"training-job": "SageMaker console, Training",
	"processing-job": "SageMaker console, Processing",
	role: "IAM console",
};

function byHand({ kind }: Resource): string {
	return `touchstone cannot delete it; by hand: ${consoles[kind] ?? "its service's console"}`;
}

/** The account in an ARN: `arn:aws:bedrock:us-east-1:111122223333:…`. */
function accountOf(arn: string | undefined): string | null {
	return arn?.split(":")[4] || null;
}

async function removeOne(
	resource: Resource,
	deleter: Deleter,
	account: string | null,
	options: CleanupOptions,
): Promise<CleanupRow> {
	try {
		const before = await settled(resource, deleter, options, "ready");
		if (before === "gone") return goneBefore(resource, account);
		if (before === "busy") return left(resource, "AWS is still busy with it: run the cleanup again later");
		await deleter.remove(resource, options.signal);
		// what is being deleted may still hold on to what comes next
		const after = await settled(resource, deleter, options, "gone");
		if (after !== "gone") return left(resource, "its deletion has begun and is not finished: run the cleanup again");
		return { resource, outcome: "deleted", why: "" };
	} catch (error) {
		if (isAbort(error)) throw error;
		return isNotFound(error) ? goneBefore(resource, account) : left(resource, messageOf(error));
	}
}

// with the credentials of another account nothing is ever found, and an entry struck out would bill on unseen
function goneBefore(resource: Resource, account: string | null): CleanupRow {
	if (account !== null) return { resource, outcome: "already gone", why: "" };
	return left(resource, "it was not found, but whose credentials these are could not be checked");
}

/** Looks until the resource is in the wanted state, is gone, or the patience ends. */
async function settled(
	resource: Resource,
	{ state }: Deleter,
	{ clock = systemClock, maxWaitMs = 900_000, onStatus, signal }: CleanupOptions,
	wanted: "ready" | "gone",
): Promise<"busy" | "ready" | "gone"> {
	if (state === undefined) return wanted;
	const untilMs = clock.now() + maxWaitMs;
	for (let waitMs = 1_000; ; waitMs = Math.min(30_000, waitMs * 2)) {
		const found = await state(resource, signal).catch((error: unknown) => {
			if (isNotFound(error)) return "gone" as const;
			throw error;
		});
		if (found === wanted || found === "gone") return found;
		if (clock.now() + waitMs > untilMs) return found;
		onStatus?.(`waiting for ${resource.kind} ${resource.id}`);
		await clock.sleep(waitMs, signal);
	}
}

function hourlyOf(rows: readonly CleanupRow[]): number | null {
	let sum: number | null = 0;
	for (const { outcome, resource } of rows) {
		if (outcome === "deleted" || outcome === "already gone") continue;
		sum = sum === null || resource.hourlyUsd === null ? null : sum + resource.hourlyUsd;
	}
	return sum;
}
