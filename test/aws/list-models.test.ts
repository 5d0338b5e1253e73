import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listModels } from "../../src/aws/list-models.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;
const options = () => ({
	region: "eu-west-1",
	endpoint: fake.url,
	credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" },
});

beforeAll(async () => {
	fake = await startFake();
});
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	await fake[Symbol.asyncDispose]();
});

describe("aws.models", () => {
	it("joins models and profiles, and knows the short names", async () => {
		const { region, models } = await listModels(options());
		expect(region).toBe("eu-west-1");
		const pro = models.find(({ id }) => id === "amazon.nova-pro-v1:0");
		expect(pro).toMatchObject({ alias: "nova-pro", provider: "Amazon", lifecycle: "active", onDemand: false });
		expect(pro?.profiles).toEqual([{ id: "eu.amazon.nova-pro-v1:0", geography: "eu" }]);
		const ids = models.map(({ provider, id }) => `${provider} ${id}`);
		expect(ids).toEqual([...ids].sort());
	});

	it("reads dates, embedders and the second page of profiles, and those of the account's own", async () => {
		const model = "amazon.titan-embed-text-v2:0";
		const arn = "arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abcdefghijkl";
		fake.answer("ListFoundationModels", {
			output: {
				modelSummaries: [
					{
						modelArn: `arn:aws:bedrock:eu-west-1::foundation-model/${model}`,
						modelId: model,
						inputModalities: ["TEXT"],
						outputModalities: ["EMBEDDING"],
						modelLifecycle: {
							status: "LEGACY",
							legacyTime: new Date("2026-06-01T00:00:00Z"),
							endOfLifeTime: new Date("2027-01-31T00:00:00Z"),
						},
					},
				],
			},
		});
		fake.answer(
			"ListInferenceProfiles",
			{ output: { inferenceProfileSummaries: [], nextToken: "2" } },
			{
				output: {
					inferenceProfileSummaries: [
						{
							inferenceProfileName: "team",
							inferenceProfileArn: arn,
							inferenceProfileId: "abcdefghijkl",
							models: [{ modelArn: `arn:aws:bedrock:eu-west-1::foundation-model/${model}` }],
							status: "ACTIVE",
							type: "APPLICATION",
						},
					],
				},
			},
		);
		const list = await listModels({ ...options(), provider: "Amazon" });
		expect(fake.log.findLast(({ operation }) => operation === "ListFoundationModels")?.input).toEqual({
			byProvider: "Amazon",
		});
		expect(list.models).toMatchObject([
			{
				alias: "titan-embed-text-v2",
				output: ["embedding"],
				streams: false,
				lifecycle: "legacy",
				legacySince: "2026-06-01",
				endOfLife: "2027-01-31",
				profiles: [{ id: arn, geography: null }],
			},
		]);
		expect(list.view().text).toContain("legacy until 2027-01-31 !");
		expect(list.view().text).toContain("text → embedding");
	});

	it("shows a region without models as such", async () => {
		fake.answer("ListFoundationModels", { output: { modelSummaries: [] } });
		expect((await listModels(options())).view().text).toContain("(no rows)");
	});

	it("says which right is missing", async () => {
		fake.answer("ListFoundationModels", {
			error: "AccessDeniedException",
			message: "User: arn:aws:iam::111122223333:user/a is not authorized to perform: bedrock:ListFoundationModels",
			status: 403,
		});
		await expect(listModels(options())).rejects.toThrow(
			/aws\.models: .*needs a policy that allows bedrock:ListFoundationModels/,
		);
	});
});
