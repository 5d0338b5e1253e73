import { afterEach, describe, expect, it, vi } from "vitest";
import { callerAccount } from "../../src/aws/caller-account.ts";
import { cleanup } from "../../src/aws/cleanup.ts";
import { someResource } from "./handle.ts";
import { useFake } from "./on-fake.ts";

const { fake, at } = useFake();

afterEach(() => vi.unstubAllEnvs());

/** Nobody is signed in. */
function noKeys(): void {
	for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
	const none = { AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/none", AWS_SHARED_CREDENTIALS_FILE: "/none" };
	for (const [name, value] of Object.entries(none)) vi.stubEnv(name, value);
}

describe("callerAccount", () => {
	it("is the account of the credentials", async () => {
		expect(await callerAccount("aws.batch", at())).toMatch(/^\d{12}$/);
	});

	it("is null where STS refuses: what needs no account may go on", async () => {
		fake().answer("GetCallerIdentity", { error: "AccessDenied", message: "no", status: 403 }, { usual: true });
		expect(await callerAccount("aws.batch", at())).toBeNull();
	});

	it("without credentials it ends in the name of whoever asked", async () => {
		noKeys();
		const { credentials: _keys, ...unsigned } = at();
		const ends = expect.objectContaining({
			code: "config",
			message: expect.stringMatching(/^aws\.someone: .*Sign in/),
		});
		await expect(callerAccount("aws.someone", unsigned)).rejects.toEqual(ends);
		const ledger = { list: async () => [someResource()], record: async () => {}, forget: async () => {} };
		await expect(cleanup({ ...unsigned, ledger })).rejects.toThrow(/^aws\.cleanup: /);
	});
});
