import { check } from "./check.ts";
import { converseEvents } from "./converse-stream.ts";
import { completeConverse } from "./defaults/converse.ts";
import { defaults } from "./defaults/index.ts";
import type { Loose } from "./loose.ts";
import { rules } from "./rules/index.ts";
import type { Scripts } from "./script.ts";
import type { Answer, LoggedCall } from "./types.ts";
import { refuse, WireError } from "./wire-error.ts";
import type { World } from "./world.ts";

type Call = { -readonly [Key in keyof LoggedCall]: LoggedCall[Key] };

/** What an input is answered: a refusal if it breaks the model or a rule, else the script's word, else the usual one. */
export function decider(world: World, scripts: Scripts) {
	return (operation: string, input: Loose, call: Call): Answer => {
		checkInput(world, operation, input);
		for (const rule of rules[operation] ?? []) rule(input, world, call);
		return shaped(operation, choose(operation, input, call));
	};

	function choose(operation: string, input: Loose, call: Call): Answer {
		const script = scripts.next(operation, input, call);
		if (script !== null && !("usual" in script)) {
			call.scripted = true;
			return script;
		}
		// A program scripted on Converse is answered the same when it streams.
		if (script === null && operation === "ConverseStream") return choose("Converse", input, call);
		const usual = defaults[operation === "ConverseStream" ? "Converse" : operation];
		if (usual === undefined)
			throw new WireError("UnknownOperationException", `the fake has no answer for ${operation}: script one`, 404);
		return usual(input, world, call);
	}
}

function checkInput(world: World, operation: string, input: Loose): void {
	const service = Object.values(world.services).find((held) => operation in held.operations);
	const shape = service?.operations[operation]?.input;
	if (service === undefined || shape === undefined) return;
	const breaches = check(service, shape, input);
	if (breaches.length > 0)
		refuse(`${breaches.length} validation error${breaches.length > 1 ? "s" : ""} detected: ${breaches.join("; ")}`);
}

/** Scripts may leave out what every answer of Converse has, and may answer a stream with the whole. */
function shaped(operation: string, answer: Answer): Answer {
	if (!("output" in answer) || "stream" in answer || answer.output === undefined) return answer;
	if (operation === "Converse") return { ...answer, output: completeConverse(answer.output) };
	if (operation !== "ConverseStream") return answer;
	const { output, ...rest } = answer;
	return { ...rest, stream: converseEvents(completeConverse(output)) };
}
