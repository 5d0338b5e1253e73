import { describe, expect, it } from "vitest";
import type { Loose } from "./loose.ts";
import { readServices } from "./shapes.ts";

const clients: Readonly<Record<string, () => Promise<Loose>>> = {
	"bedrock-runtime": () => import("@aws-sdk/client-bedrock-runtime"),
	bedrock: () => import("@aws-sdk/client-bedrock"),
	"bedrock-agent-runtime": () => import("@aws-sdk/client-bedrock-agent-runtime"),
	"sagemaker-runtime": () => import("@aws-sdk/client-sagemaker-runtime"),
	sts: () => import("@aws-sdk/client-sts"),
	pricing: () => import("@aws-sdk/client-pricing"),
	s3: () => import("@aws-sdk/client-s3"),
};

/** Places of a structure's members and of the count of required ones, which come first, in the clients' schemas. */
const memberNames = 4;
const requiredCount = 6;

describe.each(Object.entries(readServices()))("the table of %s", (service, { shapes, operations }) => {
	it("has the members and requirements of the JavaScript client's own schemas", async () => {
		const client = await clients[service]?.();
		let compared = 0;
		for (const [name, shape] of Object.entries(shapes)) {
			const schema = client[`${name}$`];
			if (shape.type !== "structure" || schema === undefined) continue;
			// The client keeps the text of a date it cannot read; it never travels.
			const names: readonly string[] = schema[memberNames].filter((member: string) => member !== "ExpiresString");
			expect([...names].sort(), name).toEqual(Object.keys(shape.members ?? {}).sort());
			expect(names.slice(0, schema[requiredCount] ?? 0).sort(), name).toEqual([...(shape.required ?? [])].sort());
			compared++;
		}
		expect(compared).toBeGreaterThanOrEqual(2 * Object.keys(operations).length);
	});
});
