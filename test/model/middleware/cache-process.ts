/** Started by cache.test.ts: asks 200 questions through a cache in a folder, and checks each answer. */
import { cache } from "../../../src/model/middleware/cache.ts";
import { textOf } from "../../../src/model/model.ts";
import { scripted } from "../../../src/model/scripted.ts";
import { wrap } from "../../../src/model/wrap.ts";
import { ask, testContext } from "../context.ts";

const [folder = ""] = process.argv.slice(2);
const echo = (text: string) => `${text} `.repeat(500);
const model = scripted((request) => echo(textOf(request.messages[0]?.content ?? [])), { identity: "shared" });
const cached = wrap(model, cache({ folder }));
let right = 0;
for (let i = 0; i < 200; i++) {
	const response = await cached.generate(ask(`question ${i}`), testContext());
	if (textOf(response.content) === echo(`question ${i}`)) right++;
}
console.log(`done, ${right} right, ${model.calls} calls`);
