import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addressIn, labArguments } from "../../scripts/notebook/lab.ts";

describe("labArguments", () => {
	const root = join("/", "checkout");

	it("opens the first notebook and passes options on", () => {
		const args = labArguments({
			root,
			given: ["--no-browser", "--port=9000"],
			first: join(root, "notebooks", "01-a.ipynb"),
		});
		expect(args).toEqual(expect.arrayContaining(["lab", "--LabApp.default_url=/lab/tree/notebooks/01-a.ipynb"]));
		expect(args.slice(-2)).toEqual(["--no-browser", "--port=9000"]);
	});

	it("opens the notebook that was named", () => {
		const args = labArguments({
			root,
			given: [join(root, "notebooks", "02-b.ipynb")],
			first: join(root, "01-a.ipynb"),
		});
		expect(args).toContain("--LabApp.default_url=/lab/tree/notebooks/02-b.ipynb");
	});

	it("opens the file list when there is no notebook", () => {
		expect(labArguments({ root, given: [] })).toContain("--LabApp.default_url=/lab");
	});
});

describe("addressIn", () => {
	// lines as JupyterLab 4.6.6 prints them
	it("finds the address, and nothing in other lines", () => {
		expect(addressIn("[I 2026-11-22 16:10:46 ServerApp] http://localhost:8931/lab?token=0d8b58")).toBe(
			"http://localhost:8931/lab?token=0d8b58",
		);
		expect(addressIn("        http://127.0.0.1:8931/lab/tree/a.ipynb?token=0d8b58")).toContain("/a.ipynb?token=");
		expect(addressIn("[I 2026-11-22 ServerApp] Serving notebooks from local directory: /checkout")).toBeNull();
	});
});
