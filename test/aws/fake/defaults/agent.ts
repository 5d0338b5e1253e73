import type { Loose } from "../loose.ts";
import type { Answer } from "../types.ts";

/** An agent that thinks one thought and says the text again. */
export function answerAgent({ agentId, agentAliasId, sessionId, inputText = "", enableTrace }: Loose): Answer {
	const said = Buffer.from(`echo: ${inputText}`);
	const middle = Math.ceil(said.length / 2);
	const thought = { orchestrationTrace: { rationale: { text: "I will say it again.", traceId: "trace-1" } } };
	return {
		output: { contentType: "application/json", sessionId },
		stream: [
			...(enableTrace ? [{ trace: { agentId, agentAliasId, sessionId, trace: thought } }] : []),
			{ chunk: { bytes: said.subarray(0, middle) } },
			{ chunk: { bytes: said.subarray(middle) } },
		],
	};
}
