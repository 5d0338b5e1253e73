/**
 * Holds our figures against values computed by the reference implementations.
 *
 *     npm run conformance -- DIR…
 *
 * Prints a line a file and a closing line `N passed, N failed`; exits 1 when anything failed.
 */
import { fileURLToPath } from "node:url";
import { messageOf } from "../src/core/errors.ts";
import { kinds } from "./conformance/kinds.ts";
import { report, runFolders } from "./conformance/run.ts";

const shared = ["metrics", "bias"].map((name) =>
	fileURLToPath(new URL(`../../shared/golden/${name}`, import.meta.url)),
);
const given = process.argv.slice(2);

try {
	const results = runFolders(given.length > 0 ? given : shared, kinds);
	for (const line of report(results)) console.log(line);
	process.exitCode = results.some((result) => result.failed > 0) ? 1 : 0;
} catch (error) {
	console.error(messageOf(error));
	process.exitCode = 1;
}
