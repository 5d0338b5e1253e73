import { expect, test } from "vitest";
import { jobFiles } from "../../src/aws/job-store.ts";
import { jobs } from "../../src/aws/jobs.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { someHandle } from "./handle.ts";

temporaryHome();

test("none yet", async () => {
	expect([...(await jobs())]).toEqual([]);
	expect((await jobs()).view().text).toContain("(no rows)");
});

test("newest first, one whose creation was not answered too", async () => {
	const unanswered = someHandle({ clientRequestToken: "t2", arn: null, startedAt: "2026-11-22T11:00:00.000Z" });
	await jobFiles().save(someHandle());
	await jobFiles().save(unanswered);
	const list = await jobs();
	expect([...list]).toEqual([unanswered, someHandle()]);
	expect(JSON.parse(JSON.stringify(list))).toHaveLength(2);
	expect(list.view().html).toContain("run its cell again");
	expect(list.view().text).toContain("2026-11-22 10:00");
});
