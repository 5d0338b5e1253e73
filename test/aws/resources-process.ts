// Records things one after the other, for a test that starts two of these.
import { argv, env, exit } from "node:process";
import { recordResource, resourceLedger } from "../../src/aws/resources.ts";
import { someResource } from "./handle.ts";

const [name = "", count = "0"] = argv.slice(2);
const ledger = resourceLedger(env.LEDGER);
for (let i = 0; i < Number(count); i++) await recordResource(someResource({ id: `${name}-${i}` }), ledger);
exit(0);
