import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ownTask } from "../../../scripts/start/tasks.ts";

async function file(text: string): Promise<string> {
	const path = join(await mkdtemp(join(tmpdir(), "touchstone-")), "own.csv");
	await writeFile(path, text);
	return path;
}

describe("a task of one's own rows", () => {
	it("turns headers into plain words, each its own", async () => {
		const path = await file(
			"Product Name,Product-Name?,2nd,ok,Is it?\nhat,cap,x,y,yes\nshoe,boot,x,y,no\nsock,hose,x,y,no\ntie,bow,x,y,yes\n",
		);
		const task = await ownTask(path, ["Product Name", "Product-Name?", "2nd", "ok"], "Is it?", undefined);
		expect(task.test.examples[0]).toEqual({
			id: "1",
			input: { Product_Name: "hat", "Product-Name": "cap", nd: "x", ok: "y" },
			expected: { Is_it: "yes" },
		});
		expect(task.label).toBe("Is_it");
	});

	it("keeps two headers apart that would be one word", async () => {
		const task = await ownTask(await file("a b,a_b,名前,c\n1,2,3,long\n"), ["a b", "a_b", "名前"], "c", undefined);
		expect(task.test.examples[0]?.input).toEqual({ a_b_2: "1", a_b: "2", column: "3" });
	});
});
