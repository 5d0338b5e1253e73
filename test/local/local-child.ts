// A script that uses a model and simply ends: argv = model name. It must end by itself, without a word from the engine.
import { startTrace } from "../../src/core/trace.ts";
import { local } from "../../src/local/local.ts";
import { textOf, userMessage } from "../../src/model/model.ts";

const model = local(process.argv[2] ?? "", { contextSize: 128 });
const request = { messages: [userMessage("Say hello.")], maxTokens: 4 };
const answer = await model.generate(request, { trace: startTrace("child"), seed: 1 });
console.log(`answered: ${textOf(answer.content)}`);
