import { messageOf } from "../core/errors.ts";
import { formatUsd } from "../view/format.ts";
import { isNotFound } from "./not-found.ts";
import { type Resource, type ResourceLedger, resourceLedger } from "./resources.ts";

export interface BillableSpec<T extends object> {
	/** The public name that speaks in errors. */
	readonly who: string;
	readonly resource: Resource;
	/** Creates it and waits until it can be used. */
	readonly create: () => Promise<T>;
	/** The ARN, where it is known afterwards. */
	readonly arn?: (value: T) => string;
	/** Deletes it; "not found" counts as done. */
	readonly remove: (value: T) => Promise<void>;
	readonly ledger?: ResourceLedger;
}

/**
 * A thing that bills for as long as it is there, deleted at the end of the block that made it:
 * `await using endpoint = await plan.apply({ maxUsd: 5 })`.
 *
 * It stands in the ledger before it is created and until it is gone, so that `aws.cleanup()` finds it where the block never
 * ended: a notebook's kernel stays open, and no cell is such a block.
 *
 * @throws what `create` throws; the entry then stays in the ledger, for part of it may be there
 */
export async function billableResource<T extends object>(spec: BillableSpec<T>): Promise<T & AsyncDisposable> {
	const { resource, ledger = resourceLedger() } = spec;
	await ledger.record(resource);
	const value = await spec.create();
	if (spec.arn !== undefined) await ledger.record({ ...resource, arn: spec.arn(value) });
	let gone: Promise<void> | undefined;
	const dispose = () => {
		gone ??= remove(spec, value, ledger).catch((error: unknown) => {
			gone = undefined; // so that it can be tried again
			throw error;
		});
		return gone;
	};
	Object.defineProperty(value, Symbol.asyncDispose, { value: dispose, enumerable: false, configurable: true });
	return value as T & AsyncDisposable;
}

async function remove<T extends object>(
	{ who, resource, remove: removeIt }: BillableSpec<T>,
	value: T,
	ledger: ResourceLedger,
): Promise<void> {
	try {
		await removeIt(value);
	} catch (error) {
		if (!isNotFound(error)) {
			const rate = resource.hourlyUsd === 0 ? "" : ` and costs ${formatUsd(resource.hourlyUsd)} an hour (an estimate)`;
			throw new Error(
				`${who}: expected to delete ${resource.kind} ${resource.id}, found: ${messageOf(error)}. ` +
					`It is still there${rate}: run aws.cleanup().`,
				{ cause: error },
			);
		}
	}
	await ledger.forget(resource);
}
