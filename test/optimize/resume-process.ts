import { argv } from "node:process";
import { mipro } from "../../src/optimize/mipro.ts";
import { budgets, resumable, settings } from "./resumable.ts";

// a run of its own process, for the test that kills it
const [, , runFile = ""] = argv;
await resumable(mipro(settings), {
	budget: budgets.calls,
	seed: 7,
	runFile,
	onCall: (calls) => {
		if (calls === 40) console.log("40 calls");
	},
});
