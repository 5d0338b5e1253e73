import { isTouchstoneError, messageOf } from "../core/errors.ts";
import type { Generate, Model, ModelRequest, RunContext } from "../model/model.ts";
import { noUsage } from "../model/usage.ts";
import { withGenerate } from "../model/with-generate.ts";
import { madeUp } from "../program/made-up.ts";
import type { Program } from "../program/program.ts";

/** A request that would be sent, and to whom. */
export interface FollowedCall {
	readonly model: Model;
	readonly request: ModelRequest;
}

export interface Followed {
	readonly calls: readonly FollowedCall[];
	/** Why the program could not be followed to its end. */
	readonly stoppedBy?: string;
}

/** What decides the requests besides the input. */
export interface FollowOptions {
	/** For steps that have no model of their own. */
	readonly model?: Model | undefined;
	readonly seed?: number | undefined;
	readonly sample?: number | undefined;
}

// Raised where a step asks again, for no model would have been given that answer.
class NotTaken extends Error {
	constructor() {
		super("a made-up answer did not fit");
	}
}

/**
 * The requests that a run on this input would send, later steps fed with made-up answers. Calls no model.
 *
 * @throws ConfigError as the run would
 */
export async function follow<I, O>(program: Program<I, O>, input: I, options: FollowOptions): Promise<Followed> {
	const calls: FollowedCall[] = [];
	const asked = new Set<unknown>();
	const answer = (model: Model): Generate => {
		return async (request, context) => {
			const write = context.madeUpAnswer;
			if (write !== undefined && asked.has(write)) throw new NotTaken();
			asked.add(write);
			calls.push({ model, request });
			const text = write?.() ?? JSON.stringify(madeUp(request.output ?? {}));
			return { content: [{ type: "text", text }], finish: "stop", usage: noUsage, latencyMs: 0 };
		};
	};
	const dry = program.using((current) => {
		const model = current ?? options.model;
		return model && withGenerate(model, answer(model));
	});
	try {
		await dry.run(input, runOptions(options));
		return { calls };
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "config") throw error;
		return { calls, stoppedBy: messageOf(error) };
	}
}

export function runOptions({ seed = 0, sample }: FollowOptions): Partial<RunContext> {
	return { seed, ...(sample === undefined ? {} : { sample }) };
}
