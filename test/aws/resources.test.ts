import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { recordResource, resourceLedger } from "../../src/aws/resources.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { someResource } from "./handle.ts";

const home = temporaryHome();

test("an empty ledger lists nothing, and forgetting what it does not know writes nothing", async () => {
	const ledger = resourceLedger();
	expect(await ledger.list()).toEqual([]);
	await ledger.forget(someResource());
	expect(await ledger.list()).toEqual([]);
	await expect(readFile(join(home.path, "aws", "resources.jsonl"))).rejects.toThrow("ENOENT");
});

test("what is recorded twice is one thing, with what was learned since; what is gone is struck out", async () => {
	const ledger = resourceLedger();
	await recordResource(someResource());
	await recordResource(someResource({ id: "other", kind: "model" }));
	await recordResource(someResource({ arn: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/e" }));
	expect(await ledger.list()).toMatchObject([{ kind: "endpoint", arn: expect.any(String) }, { kind: "model" }]);
	await ledger.forget(someResource());
	expect((await ledger.list()).map(({ kind }) => kind)).toEqual(["model"]);
	await recordResource(someResource());
	expect(await ledger.list()).toHaveLength(2);
});

test("the same name in another region or account is another thing", async () => {
	const ledger = resourceLedger();
	await recordResource(someResource());
	await recordResource(someResource({ region: "eu-central-1" }));
	await recordResource(someResource({ account: "444455556666" }));
	await ledger.forget(someResource());
	expect((await ledger.list()).map(({ region, account }) => `${region} ${account}`)).toEqual([
		"eu-central-1 111122223333",
		"us-east-1 444455556666",
	]);
});

test("half a line of a killed process costs no other line", async () => {
	const ledger = resourceLedger();
	await recordResource(someResource());
	await appendFile(join(home.path, "aws", "resources.jsonl"), '{"event":"created","resource":{"kind":"gua');
	await recordResource(someResource({ kind: "guardrail", id: "g" }));
	expect((await ledger.list()).map(({ kind }) => kind)).toEqual(["endpoint", "guardrail"]);
});

test("two processes that write at once lose nothing", async () => {
	const path = join(home.path, "both.jsonl");
	const script = new URL("./resources-process.ts", import.meta.url).pathname;
	const run = (name: string) => {
		const child = spawn(process.execPath, ["--import", "tsx", script, name, "20"], {
			env: { ...process.env, LEDGER: path },
			stdio: "inherit",
		});
		return once(child, "close").then(([code]) => code);
	};
	expect(await Promise.all([run("a"), run("b")])).toEqual([0, 0]);
	const ids = (await resourceLedger(path).list()).map(({ id }) => id);
	expect(ids).toHaveLength(40);
	expect(ids.filter((id) => id.startsWith("a"))).toEqual(Array.from({ length: 20 }, (_, i) => `a-${i}`));
});
