// Uses what needs a peer, and prints how that ended: argv = "local" or "embedder".
import process from "node:process";
import { errorRecord } from "../../src/core/errors.ts";
import { startTrace } from "../../src/core/trace.ts";
import { embedder } from "../../src/local/embedder.ts";
import { local } from "../../src/local/local.ts";
import { userMessage } from "../../src/model/model.ts";

const statuses: string[] = [];
const context = { trace: startTrace("child"), seed: 1, onStatus: (text: string) => void statuses.push(text) };
const use = {
	local: () => local("smollm2-135m").generate({ messages: [userMessage("Hello")] }, context),
	embedder: () => embedder().embed(["Hello"], context),
};
const ended = await use[process.argv[2] as keyof typeof use]().then(() => "no error", errorRecord);
console.log(JSON.stringify({ ended, statuses }));
