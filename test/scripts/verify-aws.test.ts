import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/venv.ts";
import { startFake } from "../aws/fake/index.ts";

async function verify(env: Readonly<Record<string, string>>, ...args: string[]) {
	const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
	const child = spawn(process.execPath, [tsx, join(root, "scripts", "verify-aws.ts"), ...args], {
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (said += piece));
	const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
	return { code, said };
}

describe("npm run verify:aws", () => {
	it("only reads, unless it may spend", async () => {
		await using fake = await startFake();
		const { code, said } = await verify(fake.env);
		expect(said).toContain("ok     GetCallerIdentity");
		expect(said).not.toMatch(/FAILED|000000000000|AKIA/);
		expect(code).toBe(0);
		expect(fake.log.map(({ operation }) => operation).filter((name) => /^(Converse|Invoke|Create)/.test(name))).toEqual(
			[],
		);
	});

	it("asks a model in every way it checks, and is refused nothing", async () => {
		await using fake = await startFake();
		const { code, said } = await verify(fake.env, "--spend");
		expect(said.match(/^ok /gm)).toHaveLength(8);
		expect(code).toBe(0);
		expect(fake.unexpected()).toEqual([]);
		expect(fake.failures).toEqual([]);
		expect(fake.billable()).toEqual([]);
	});

	it("says what failed and goes on", async () => {
		await using fake = await startFake();
		fake.answer("CountTokens", { error: "AccessDeniedException", message: "no", status: 403 });
		const { code, said } = await verify(fake.env);
		expect(said).toMatch(/FAILED CountTokens: aws\.countTokens: /);
		expect(code).toBe(1);
	});
});
