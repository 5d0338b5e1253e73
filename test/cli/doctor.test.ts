import { expect, test } from "vitest";
import { doctor, type Instruments } from "../../src/cli/doctor.ts";

const healthy: Instruments = {
	nodeVersion: "20.11.0",
	denoVersion: null,
	run: async (command) =>
		command === "deno" ? "deno 2.9.5 (stable)\nv8 14" : "Available kernels:\n  deno    /share/deno\n",
	jupyters: ["jupyter"],
	findPip: async () => "Python 3.11.7, pip 23.2.1",
	peers: [{ name: "linkedom", purpose: "charts", load: async () => ({}) }],
	listModels: async () => [{ name: "tiny", state: "ready", bytes: 10 }],
	cacheFolder: "/cache",
	tryToWrite: async () => {},
	freeBytes: async () => 5e9,
	threads: 2,
	memoryBytes: 8e9,
};

const fails = async (): Promise<never> => {
	throw new Error("not there");
};

test("a healthy machine needs no remedy", async () => {
	const findings = await doctor(healthy);
	expect(findings.map(({ state }) => state)).toEqual(findings.map(() => "ok"));
	expect(findings.map(({ found }) => found)).toEqual([
		"Node 20.11.0",
		"2.9.5 (stable)",
		"Python 3.11.7, pip 23.2.1",
		"JupyterLab with the Deno kernel (jupyter)",
		"loads (charts)",
		"tiny on this disk",
		"5.00 GB free in /cache",
		"2 threads, 8.00 GB of memory",
	]);
});

test.each([
	["Runtime", "failure", { nodeVersion: "18.19.0" }, "Install Node 20"],
	["Deno", "missing", { run: fails }, "npm install --save-dev deno@2.9.5"],
	["Jupyter", "missing", { run: fails }, "pip install jupyterlab"],
	["Jupyter", "missing", { run: async (): Promise<string> => "no kernel" }, "npx deno jupyter --install"],
	["Python", "missing", { findPip: fails }, "TOUCHSTONE_PYTHON"],
	["linkedom", "missing", { peers: [{ name: "linkedom", purpose: "charts", load: fails }] }, "npm install linkedom"],
	["Models", "missing", { listModels: async () => [{ name: "tiny", state: "part", bytes: 1 }] }, "models pull tiny"],
	["Disk", "failure", { tryToWrite: fails }, "TOUCHSTONE_HOME"],
	["Disk", "missing", { listModels: async () => [{ name: "big", state: "absent", bytes: 6e9 }] }, "Free some room"],
] as const)("%s: %s, with its remedy", async (name, state, broken, remedy) => {
	const finding = (await doctor({ ...healthy, ...broken })).find((each) => each.name === name);
	expect(finding).toMatchObject({ state, remedy: expect.stringContaining(remedy) });
});

test("inside Deno, Node's age does not matter", async () => {
	const [runtime, deno] = await doctor({ ...healthy, nodeVersion: "18.0.0", denoVersion: "2.9.5" });
	expect(runtime).toMatchObject({ state: "ok", found: "Deno 2.9.5" });
	expect(deno).toMatchObject({ state: "ok", found: "2.9.5" });
});

/** The `jupyter` programs of a machine, each with the kernels it lists, or null where it has no lab. */
function withJupyters(kernelsOf: Readonly<Record<string, string | null>>): Instruments {
	return {
		...healthy,
		jupyters: Object.keys(kernelsOf),
		run: async (command, args) => {
			if (command === "deno") return "deno 2.9.5";
			const kernels = kernelsOf[command];
			if (kernels === undefined || kernels === null) throw new Error(`no ${command} ${args[0]}`);
			return kernels;
		},
	};
}

const deno = "Available kernels:\n  deno       /share/deno\n  python3    /share/python3\n";
const noDeno = "Available kernels:\n  python3    /share/python3\n";

test.each([
	["that of the project, when the path has none", { jupyter: null, own: deno }, "ok", "with the Deno kernel (own)"],
	[
		"the complete one, when the first has no kernel",
		{ jupyter: noDeno, own: deno },
		"ok",
		"with the Deno kernel (own)",
	],
	["the first, when both are complete", { jupyter: deno, own: deno }, "ok", "with the Deno kernel (jupyter)"],
	["the one with a lab", { jupyter: null, own: noDeno }, "missing", "without the Deno kernel (own)"],
	["none, when neither has a lab", { jupyter: null, own: null }, "missing", "JupyterLab not found"],
	["none, when there is nowhere to look", {}, "missing", "JupyterLab not found"],
] as const)("of several Jupyters it sees %s", async (_, kernelsOf, state, found) => {
	const finding = (await doctor(withJupyters(kernelsOf))).find(({ name }) => name === "Jupyter");
	expect(finding).toMatchObject({ state, found: expect.stringContaining(found) });
});
