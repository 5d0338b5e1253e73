/** Where AWS may carry a request: a group of regions, or ("global") all commercial ones. */
export type Geography = "us" | "eu" | "apac" | "jp" | "au" | "us-gov" | "global";

/** All of them, none the beginning of a later one. */
export const geographies: readonly Geography[] = ["us-gov", "us", "eu", "apac", "jp", "au", "global"];

/**
 * The geographies a region lies in, the narrowest first. Never "global": that is the reader's choice.
 *
 * @returns none for regions that lie in no geography of inference profiles (Canada, South America, the Middle East, …)
 * @example
 * geographiesOf("eu-central-1") // => ["eu"]
 * geographiesOf("ap-northeast-1") // => ["jp", "apac"]
 * geographiesOf("sa-east-1") // => []
 */
export function geographiesOf(region: string): readonly Geography[] {
	if (region.startsWith("us-gov-")) return ["us-gov"];
	if (region === "ap-northeast-1" || region === "ap-northeast-3") return ["jp", "apac"];
	if (region === "ap-southeast-2" || region === "ap-southeast-4") return ["au", "apac"];
	const [head = ""] = region.split("-");
	return ({ us: ["us"], eu: ["eu"], ap: ["apac"] } as const)[head] ?? [];
}

/**
 * Takes the geography off the id of an inference profile.
 *
 * @example
 * splitGeography("eu.amazon.nova-pro-v1:0") // => { geography: "eu", name: "amazon.nova-pro-v1:0" }
 * splitGeography("amazon.nova-pro-v1:0") // => { geography: null, name: "amazon.nova-pro-v1:0" }
 */
export function splitGeography(id: string): { readonly geography: Geography | null; readonly name: string } {
	const geography = geographies.find((each) => id.startsWith(`${each}.`)) ?? null;
	return { geography, name: geography === null ? id : id.slice(geography.length + 1) };
}
