import type { NativeBody, NativeFamily } from "./native-body.ts";
import { anthropicBody } from "./native-body-anthropic.ts";
import { llamaBody } from "./native-body-llama.ts";
import { novaBody } from "./native-body-nova.ts";

/**
 * The native body of a family.
 *
 * @param modelId tells Llama 4, whose marks are others, from those before it
 * @example
 * nativeBody("llama", "meta.llama3-8b-instruct-v1:0").streams({ modelId: "", messages: [] }) // => true
 */
export function nativeBody(family: NativeFamily, modelId: string): NativeBody {
	if (family === "nova") return novaBody;
	return family === "claude" ? anthropicBody : llamaBody(/llama-?4/.test(modelId) ? "llama-4" : "llama-3");
}
