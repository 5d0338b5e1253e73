import { afterEach, describe, expect, it, vi } from "vitest";
import { idAdvice, profileAdvice } from "../../src/aws/model-advice.ts";
import { modelTable } from "../../src/aws/model-table.ts";

afterEach(() => vi.useRealTimers());
const about = { who: "aws.bedrock", operation: "Converse" };

describe("profileAdvice", () => {
	it("names a profile of the region's own geography, and none of another", () => {
		const advice = profileAdvice({ ...about, model: "claude-haiku-4.5", region: "eu-central-1" });
		expect(advice).toContain('"eu.anthropic.claude-haiku-4-5');
		expect(advice).not.toMatch(/"(us|global)\./);
	});

	it("names all there are where the region has none of its own, and leaves the choice", () => {
		const advice = profileAdvice({ ...about, model: "claude-haiku-4.5", region: "sa-east-1" });
		expect(advice).toMatch(/^Choose where requests may be carried/);
		expect(advice).toContain('await aws.models({ region: "sa-east-1" })');
	});

	it("for a model that the table does not know says where the list is", () => {
		expect(profileAdvice({ ...about, model: "acme.new-model-v1:0" })).toContain("await aws.models() lists");
		expect(profileAdvice(about)).toContain("await aws.models() lists");
	});
});

describe("idAdvice", () => {
	const mortal = modelTable.find(({ endOfLife }) => endOfLife !== null);

	it("tells an end of life that is past from one that is announced", () => {
		const end = mortal?.endOfLife ?? "";
		const facts = { ...about, model: mortal?.id ?? "", region: "us-east-1" };
		vi.useFakeTimers({ now: new Date(`${end}T12:00:00Z`) });
		expect(idAdvice(facts)).toContain(`has reached its end of life (the table of`);
		vi.setSystemTime(new Date(Date.parse(end) - 86_400_000));
		expect(idAdvice(facts)).toMatch(/It may not be in this region.* its end of life is announced/);
	});

	it("for a name that it does not know says what may be wrong", () => {
		expect(idAdvice({ ...about, model: "nova-mikro" })).toMatch(
			/misspelt, past its end of life, or not in this region/,
		);
	});
});
