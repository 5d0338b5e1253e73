import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isJobHandle, jobFiles } from "../../src/aws/job-store.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { someHandle } from "./handle.ts";

const home = temporaryHome();

test("a folder that is not there holds no job", async () => {
	const store = jobFiles(join(home.path, "none"));
	expect(await store.list()).toEqual([]);
	expect(await store.find("aa11")).toEqual([]);
});

test("a handle is found by its request and by its token, newest first", async () => {
	const store = jobFiles();
	const older = someHandle();
	const newer = someHandle({ clientRequestToken: "touchstone-3c", startedAt: "2026-11-22T11:00:00.000Z", arn: null });
	await store.save(older);
	await store.save(newer);
	await store.save(someHandle({ clientRequestToken: "touchstone-4d", requestHash: "bb22" }));
	expect(await store.find("aa11")).toEqual([newer, older]);
	expect(await store.find("touchstone-1a2b")).toEqual([older]);
	await store.remove(newer);
	await store.remove(newer);
	expect(await store.find("aa11")).toEqual([older]);
});

test("a file that is no handle hides no other", async () => {
	const store = jobFiles();
	await store.save(someHandle());
	await writeFile(join(home.path, "aws", "jobs", "torn.json"), '{"service": "bed');
	await writeFile(join(home.path, "aws", "jobs", "other.json"), "[]");
	expect(await store.list()).toEqual([someHandle()]);
});

test("a handle survives JSON; what lacks a part is none", () => {
	expect(isJobHandle(JSON.parse(JSON.stringify(someHandle())))).toBe(true);
	expect(isJobHandle({ ...someHandle(), region: undefined })).toBe(false);
	expect(isJobHandle(null)).toBe(false);
});
