import type { Answer } from "../types.ts";
import type { World } from "../world.ts";
import { answerConverse } from "./converse.ts";

/** Answers of operations that nobody scripted. */
// biome-ignore lint/suspicious/noExplicitAny: the checked input of any operation
export type Default = (input: any, world: World) => Answer;

export const defaults: Readonly<Record<string, Default>> = {
	Converse: answerConverse,
	GetCallerIdentity: () => ({
		output: { UserId: "AIDAFAKEFAKEFAKEFAKE", Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/fake" },
	}),
};
