import { expect, test } from "vitest";
import { ConfigError } from "../../src/core/errors.ts";
import { local } from "../../src/local/local.ts";
import type { ModelRequest, Part } from "../../src/model/model.ts";
import { refuseMedia } from "../../src/model/refuse-media.ts";
import { openai } from "../../src/openai/openai.ts";
import { ask, testContext } from "./context.ts";

const bytes = new Uint8Array([137, 80, 78, 71]);
const of = (part: Part): ModelRequest => ({
	messages: [{ role: "user", content: [{ type: "text", text: "What is it?" }, part] }],
});
const image = of({ type: "image", format: "png", bytes });
const document = of({ type: "document", format: "pdf", name: "report", bytes });

test("text passes; an image or a document is named", () => {
	expect(refuseMedia("m", ask("hi"))).toBeUndefined();
	expect(() => refuseMedia("m", image)).toThrow(/^m: expected a request of text alone, found an image\. /);
	expect(() => refuseMedia("m", document)).toThrow(/found a document\. /);
});

test("models that read text alone refuse before anything is sent or loaded", async () => {
	for (const model of [openai({ baseURL: "http://127.0.0.1:1/v1", model: "m" }), local("smollm2-135m")]) {
		for (const request of [image, document]) {
			await expect(model.generate(request, testContext())).rejects.toThrow(ConfigError);
		}
	}
});
