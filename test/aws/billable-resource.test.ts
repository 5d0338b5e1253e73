import { expect, test } from "vitest";
import { billableResource } from "../../src/aws/billable-resource.ts";
import { resourceLedger } from "../../src/aws/resources.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { someResource } from "./handle.ts";

temporaryHome();

const listed = async () => (await resourceLedger().list()).map(({ id, arn }) => arn ?? id);

function endpoint(removed: string[], remove: () => Promise<void> = async () => {}) {
	return billableResource({
		who: "aws.deploy",
		resource: someResource(),
		create: async () => {
			expect(await listed()).toEqual(["touchstone-endpoint"]); // written down before it is made
			return { name: "touchstone-endpoint" };
		},
		arn: () => "arn:of:it",
		remove: async ({ name }) => {
			removed.push(name);
			await remove();
		},
	});
}

test("lives as long as its block", async () => {
	const removed: string[] = [];
	{
		await using it = await endpoint(removed);
		expect(it.name).toBe("touchstone-endpoint");
		expect(await listed()).toEqual(["arn:of:it"]);
		expect(JSON.stringify(it)).toBe('{"name":"touchstone-endpoint"}');
	}
	expect(removed).toEqual(["touchstone-endpoint"]);
	expect(await listed()).toEqual([]);
});

test("disposed twice, it is deleted once; gone already is fine", async () => {
	const removed: string[] = [];
	const it = await endpoint(removed, async () => {
		throw Object.assign(new Error("no such endpoint"), { name: "ResourceNotFoundException" });
	});
	await Promise.all([it[Symbol.asyncDispose](), it[Symbol.asyncDispose]()]);
	await it[Symbol.asyncDispose]();
	expect(removed).toHaveLength(1);
	expect(await listed()).toEqual([]);
});

test("a deletion that fails says what it costs and what to do; the ledger keeps it, and it can be tried again", async () => {
	let fails = true;
	const it = await endpoint([], async () => {
		if (fails) throw new Error("Cannot delete an endpoint that is Creating");
	});
	await expect(it[Symbol.asyncDispose]()).rejects.toThrow(
		"aws.deploy: expected to delete endpoint touchstone-endpoint, found: Cannot delete an endpoint that is Creating. It is still there and costs $1.50 an hour (an estimate): run aws.cleanup().",
	);
	expect(await listed()).toEqual(["arn:of:it"]);
	fails = false;
	await it[Symbol.asyncDispose]();
	expect(await listed()).toEqual([]);
});

test("a creation that fails in the middle stays in the ledger", async () => {
	const create = async () => Promise.reject(new Error("the line was cut"));
	const broken = billableResource({ who: "aws.deploy", resource: someResource(), create, remove: async () => {} });
	await expect(broken).rejects.toThrow("the line was cut");
	expect(await listed()).toEqual(["touchstone-endpoint"]);
});
