import { expect, test } from "vitest";
import { scopedName } from "../../src/model/scoped-name.ts";

test("a geography is one only before a name", () => {
	expect(["apac.nova-pro", "us.", "amazon.nova-pro-v1:0", "europe.x", "", "us"].map(scopedName)).toEqual([
		{ scope: "apac", name: "nova-pro" },
		{ scope: "region", name: "us." },
		{ scope: "region", name: "amazon.nova-pro-v1:0" },
		{ scope: "region", name: "europe.x" },
		{ scope: "region", name: "" },
		{ scope: "region", name: "us" },
	]);
});
