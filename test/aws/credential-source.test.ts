import { expect, it } from "vitest";
import { credentialSource } from "../../src/aws/credential-source.ts";

const found = (...marks: readonly string[]) => ({ $source: Object.fromEntries(marks.map((mark) => [mark, "x"])) });

it("names each way in words, once, the profile first", () => {
	const keys = found("CREDENTIALS_PROFILE_SSO", "CREDENTIALS_SSO");
	expect(credentialSource(keys, { profile: "dev" })).toBe("profile dev, single sign-on");
	expect(credentialSource(found("CREDENTIALS_IMDS"), {})).toBe("the instance's role");
});

it("shows a mark that is new as it is, and knows other marks and the SDK's own for none", () => {
	expect(credentialSource(found("CREDENTIALS_MIND_READING"), {})).toBe("mind reading");
	expect(credentialSource(found("RETRY_MODE_ADAPTIVE", "CREDENTIALS_CODE"), {})).toBe("the AWS SDK's own chain");
	expect(credentialSource({}, {})).toBe("the AWS SDK's own chain");
});

it("says that keys were passed, whatever the marks say", () => {
	const credentials = { accessKeyId: "a", secretAccessKey: "b" };
	expect(credentialSource(found("CREDENTIALS_ENV_VARS"), { credentials })).toBe("passed as an option");
});
