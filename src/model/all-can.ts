import type { Capabilities, Model } from "./model.ts";

/** What every one of several models can do: a request may go to any of them. */
export function allCan(models: readonly Pick<Model, "can">[]): Capabilities {
	const every = (name: keyof Capabilities) => models.every(({ can }) => can[name]);
	return { json: every("json"), tools: every("tools"), stream: every("stream"), logprobs: every("logprobs") };
}
