import type { AwsOptions } from "./connection.ts";

/** What the SDK writes beside the keys it found: features it used, under names of its own. */
type Marked = { readonly $source?: Readonly<Record<string, unknown>> };

/**
 * Where the AWS SDK found the keys, in words. It leaves marks beside them; a mark that is not known here is shown as it is.
 *
 * @example
 * credentialSource({ $source: { CREDENTIALS_ENV_VARS: "g" } }, {}) // => "environment variables"
 * credentialSource({}, { profile: "dev" }) // => "profile dev"
 */
export function credentialSource(keys: object, options: AwsOptions): string {
	if (options.credentials !== undefined) return "passed as an option";
	const marks = Object.keys((keys as Marked).$source ?? {}).filter((mark) => mark.startsWith("CREDENTIALS_"));
	const words = marks.filter((mark) => mark !== "CREDENTIALS_CODE").map((mark) => names[mark] ?? inWords(mark));
	const profile = options.profile === undefined ? [] : [`profile ${options.profile}`];
	const all = [...new Set([...profile, ...words])];
	return all.length === 0 ? "the AWS SDK's own chain" : all.join(", ");
}

const names: Readonly<Record<string, string>> = {
	CREDENTIALS_ENV_VARS: "environment variables",
	CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN: "a web identity token",
	CREDENTIALS_PROFILE: "configuration files",
	CREDENTIALS_PROFILE_SSO: "single sign-on",
	CREDENTIALS_SSO: "single sign-on",
	CREDENTIALS_LOGIN: "aws login",
	CREDENTIALS_HTTP: "the container's role",
	CREDENTIALS_IMDS: "the instance's role",
	CREDENTIALS_PROCESS: "a program of the profile's",
	CREDENTIALS_STS_ASSUME_ROLE: "an assumed role",
};

function inWords(mark: string): string {
	return mark.replace("CREDENTIALS_", "").toLowerCase().replaceAll("_", " ");
}
