import { isTouchstoneError, throwIfAborted } from "../core/errors.ts";
import type { RunContext } from "../model/model.ts";
import type { MadeCall } from "./agent-call.ts";
import { madeUp } from "./made-up.ts";
import type { Tool } from "./tool.ts";

/**
 * What a forecast assumes of an agent: that it calls each of its tools once, in one turn. Tools are not run, for they may
 * cost or change something; the programs among them are followed, since their models are not called in a forecast either.
 */
export async function forecastCalls(tools: readonly Tool[], context: RunContext): Promise<MadeCall[]> {
	const calls: MadeCall[] = [];
	for (const { name, inputSchema, program } of tools) {
		const call = { id: name, name, input: madeUp(inputSchema) };
		calls.push({ call, end: "done", text: "text", isError: false });
		if (program === undefined) continue;
		try {
			await program.run(madeUp(program.schemas[program.name]?.input ?? inputSchema) as never, context);
		} catch (error) {
			throwIfAborted(context.signal);
			if (isTouchstoneError(error) && error.code === "config") throw error;
		}
	}
	return calls;
}
