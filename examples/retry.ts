// retry sends a request again when the failure is one that may pass: a quota, a busy server, a dropped connection.
// You want it around models on servers. It waits a little longer each time, and as long as the server asks.
// (openai(…) retries by itself; local(…) has nobody to wait for.)
import { ModelError, predict, retry, scripted, signature, wrap } from "touchstone";
import { z } from "zod";

const polite = signature({
	name: "polite",
	instructions: "Reword the sentence politely.",
	input: { sentence: z.string() },
	output: { sentence: z.string() },
});

// A server that is busy twice, then answers.
const busy = new ModelError("the server is busy", { model: "demo", status: 503, retryable: true });
const model = scripted([busy, busy, '{"sentence":"Could you send the invoice again, please?"}']);

// baseMs is short so that the example is; the default of 500 suits servers.
const patient = wrap(model, retry({ attempts: 4, baseMs: 5 }));
const { output } = await predict(polite).using(patient).run({ sentence: "Send that invoice again." });
console.log(output.sentence);
console.log(`tries: ${model.calls}`);

// Prints:
// Could you send the invoice again, please?
// tries: 3
