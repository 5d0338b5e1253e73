import { ConfigError } from "../core/errors.ts";
import type { ModelRequest } from "./model.ts";

/**
 * For edges whose model reads text alone.
 *
 * @param who "local: smollm2-135m", the beginning of the sentence
 * @throws ConfigError when the request holds an image or a document
 * @example
 * refuseMedia("local", { messages: [] }) // => undefined
 */
export function refuseMedia(who: string, request: ModelRequest): void {
	for (const { content } of request.messages) {
		for (const { type } of content) {
			if (type !== "image" && type !== "document") continue;
			throw new ConfigError(
				`${who}: expected a request of text alone, found ${type === "image" ? "an image" : "a document"}. Take a model that reads ${type}s (aws.bedrock has some), or put into words what it shows.`,
			);
		}
	}
}
