/** Started by recorded.test.ts, which kills it: records answers and tells each one that is on the tape. */
import { recorded } from "../../src/model/recorded.ts";
import { scripted } from "../../src/model/scripted.ts";
import { ask, testContext } from "./context.ts";

const [tape = ""] = process.argv.slice(2);
const model = recorded(tape, { model: scripted(() => "word ".repeat(2000), { identity: "long" }) });
for (let i = 0; i < 5000; i++) {
	await model.generate(ask(`question ${i}`), testContext());
	console.log(i);
}
