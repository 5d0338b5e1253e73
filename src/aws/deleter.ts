import type { Resource } from "./resources.ts";

/** How one kind of resource is deleted (a job: stopped). */
export interface Deleter {
	readonly kind: string;
	/** Throws "not found" as AWS does when it is gone. */
	readonly remove: (resource: Resource, signal?: AbortSignal) => Promise<void>;
	/**
	 * "busy" while it can be neither used nor deleted (Creating, Updating, Deleting). Absent where a thing is there or
	 * gone at once.
	 */
	readonly state?: (resource: Resource, signal?: AbortSignal) => Promise<"busy" | "ready" | "gone">;
}
