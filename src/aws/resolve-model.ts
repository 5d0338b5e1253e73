import { ConfigError } from "../core/errors.ts";
import { nearestName } from "../core/nearest-name.ts";
import { type Geography, geographies, geographiesOf, splitGeography } from "./geography.ts";
import {
	type BedrockCapabilities,
	type ModelFamily,
	type ModelRow,
	modelTable,
	modelTableDate,
	unknownCapabilities,
} from "./model-table.ts";

export interface ResolveOptions {
	/** The region that is called; decides the geography of a model that needs an inference profile. */
	readonly region?: string | undefined;
	/** The geography of the inference profile. Default: that of the region where a profile is needed, never "global". */
	readonly geography?: Geography | undefined;
	/** The model behind an id that does not say it: the ARN of an application inference profile, a custom or an imported model. */
	readonly family?: ModelFamily | undefined;
	/** ISO date. Default: today. Decides the warning of a model that ends. */
	readonly today?: string | undefined;
}

/** Which model is called, and what is known of it. */
export interface ResolvedModel {
	/** What goes to AWS: a model id, the id of an inference profile, or an ARN. */
	readonly modelId: string;
	/** The short name; null where the table has none. */
	readonly alias: string | null;
	readonly family: ModelFamily;
	/**
	 * What to do where `can` is narrower than the model: it is not in the table, and no `family` was given. null for a model
	 * whose abilities are known.
	 */
	readonly unlisted: string | null;
	/** Where a request may be carried: "region" stays in the region that is called; null where the id does not say. */
	readonly geography: Geography | "region" | null;
	readonly can: BedrockCapabilities;
	/** null where unknown. */
	readonly contextTokens: number | null;
	readonly maxOutputTokens: number | null;
	/** ISO date after which AWS refuses the model; null where none is known. */
	readonly endOfLife: string | null;
	/** Sentences for the reader: a model that ends, a profile that seems to be missing, a family that is not known. */
	readonly warnings: readonly string[];
	/** For the provenance of a report. */
	readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * The model that a short name or an id means, in a region.
 *
 * A short name whose model needs an inference profile there takes that of the region's own geography (us-east-1: "us."),
 * and says so in `facts`. Where there is none the reader is asked: a geography is a choice of where data may go and of a
 * price. Ids and ARNs go to AWS as they are; of those the table does not know, little is assumed.
 *
 * @throws ConfigError when a short name is misspelt, or its model has no profile for the geography
 * @example
 * resolveModel("nova-2-lite", { region: "eu-west-1" }).modelId // => "eu.amazon.nova-2-lite-v1:0"
 * resolveModel("nova-micro", { region: "us-east-1" }).geography // => "region"
 * resolveModel("global.claude-haiku-4.5").geography // => "global"
 * resolveModel("new.model-v1:0").can.tools // => false
 */
export function resolveModel(idOrAlias: string, options: ResolveOptions = {}): ResolvedModel {
	if (idOrAlias === "") throw new ConfigError('aws: expected the name of a model ("nova-lite"), found none.');
	checkOptions(options);
	const { geography, name } = splitGeography(idOrAlias.toLowerCase());
	const row = rowCalled(name);
	if (row === null) return exactly(idOrAlias, options);
	if (geography !== null && options.geography !== undefined && geography !== options.geography) {
		throw new ConfigError(
			`aws: expected one geography, found "${geography}" in "${idOrAlias}" and geography: "${options.geography}". Leave one out.`,
		);
	}
	const chosen = geography ?? options.geography ?? geographyFor(row, options.region);
	if (chosen !== "region" && !row.profiles.includes(chosen)) throw noProfile(row, chosen);
	return describe(chosen === "region" ? row.id : `${chosen}.${row.id}`, row, chosen, options);
}

function checkOptions({ geography, family }: ResolveOptions): void {
	if (geography !== undefined && !geographies.includes(geography)) {
		const known = geographies.map((each) => `"${each}"`).join(", ");
		throw new ConfigError(`aws: expected geography to be one of ${known}, found "${geography}".`);
	}
	const families = ["other", ...Object.keys(familyNames)];
	if (family !== undefined && !families.includes(family)) {
		const known = Object.keys(familyNames).map((each) => `"${each}"`);
		throw new ConfigError(`aws: expected family to be one of ${known.join(", ")}, found "${family}".`);
	}
}

/** The row of a model, given its short name without a geography, however its parts are kept apart. */
export function rowCalled(name: string): ModelRow | null {
	return modelTable.find((each) => sameName(each.alias, name)) ?? null;
}

/** The row of a model, given any id that names it; null for ids that hide the model, and for others. */
export function rowOf(id: string): ModelRow | null {
	const { name } = splitGeography(nameIn(id));
	return modelTable.find((each) => each.id === name) ?? null;
}

/** "llama3-1-8b" is "llama-3.1-8b": how the parts are kept apart decides nothing. */
function sameName(alias: string, name: string): boolean {
	const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
	return letters(alias) === letters(name);
}

/** An id or an ARN, sent as it is. */
function exactly(id: string, options: ResolveOptions): ResolvedModel {
	const { name } = splitGeography(id);
	const isName = !/[:/]|\.[a-z]/i.test(name); // an id is "provider.model", an ARN has colons
	const aliases = modelTable.map(({ alias }) => alias);
	const near = isName ? nearestName(name, aliases) : null;
	if (near !== null) {
		throw new ConfigError(`aws: expected a model's short name or id, found "${id}". Did you mean "${near}"?`);
	}
	const { geography } = splitGeography(nameIn(id));
	const hidden =
		isName || /:(application-inference-profile|custom-model|imported-model|provisioned-model|prompt)/.test(id);
	return describe(id, rowOf(id), geography ?? (hidden ? null : "region"), options);
}

/** The part of an ARN that names the model or the profile. */
function nameIn(id: string): string {
	return /:(?:foundation-model|inference-profile)\/(.+)$/.exec(id)?.[1] ?? id;
}

function geographyFor(row: ModelRow, region: string | undefined): Geography | "region" {
	if (row.onDemand === "anywhere") return "region";
	if (region !== undefined && row.onDemand.includes(region)) return "region";
	const own = (region === undefined ? [] : geographiesOf(region)).find((each) => row.profiles.includes(each));
	if (own !== undefined) return own;
	const place = region === undefined ? "and no region" : `and ${region}, which has none of its own`;
	const remedy = region === undefined ? "Pass region, or choose" : "Choose";
	throw new ConfigError(
		`aws: expected an inference profile for ${row.alias}, found none named ${place}. ${remedy} where requests may be carried: ${choices(row)}.`,
	);
}

function noProfile(row: ModelRow, geography: Geography): ConfigError {
	const known =
		row.profiles.length === 0
			? "The model is called without: leave geography out"
			: `The table of ${modelTableDate} lists ${choices(row)}`;
	return new ConfigError(
		`aws: expected a "${geography}" inference profile of ${row.alias}, found none. ${known}. If AWS has it by now, pass the whole id: "${geography}.${row.id}".`,
	);
}

function choices(row: ModelRow): string {
	return row.profiles.map((each) => `geography: "${each}"`).join(", ");
}

function describe(
	modelId: string,
	row: ModelRow | null,
	geography: Geography | "region" | null,
	options: ResolveOptions,
): ResolvedModel {
	const family = options.family ?? row?.family ?? familyOf(nameIn(modelId));
	const alias = row?.alias ?? null;
	const { today = new Date().toISOString().slice(0, 10) } = options;
	return {
		modelId,
		alias,
		family,
		geography,
		can: row?.can ?? ofFamily(options.family, today) ?? unknownCapabilities,
		unlisted: row === null && options.family === undefined ? unlisted(modelId, family, today) : null,
		contextTokens: row?.contextTokens ?? null,
		maxOutputTokens: row?.maxOutputTokens ?? null,
		endOfLife: row?.endOfLife ?? null,
		warnings: warningsFor(modelId, row, geography, family, { ...options, today }),
		facts: {
			model: modelId,
			family,
			geography,
			region: options.region ?? null,
			...(row === null ? {} : { modelTable: modelTableDate }),
		},
	};
}

function familyOf(name: string): ModelFamily {
	const { name: bare } = splitGeography(name);
	const [family = "other"] = Object.entries(familyNames).find(([, pattern]) => pattern.test(bare)) ?? [];
	return family as ModelFamily;
}

const familyNames: Readonly<Partial<Record<ModelFamily, RegExp>>> = {
	nova: /^amazon\.nova-(2-)?(micro|lite|pro|premier|omni)/,
	claude: /^anthropic\.claude-/,
	llama: /^meta\.llama/,
	"gpt-oss": /^openai\.gpt-oss-\d/,
	mistral: /^mistral\./,
	deepseek: /^deepseek\./,
	qwen: /^qwen\./,
	"titan-embed": /^amazon\.titan-embed-text/,
	"cohere-embed": /^cohere\.embed-/,
};

/** What every model of a family in the table can, but for those that have ended: an id that is not listed is a newer one. */
function ofFamily(family: ModelFamily | undefined, today: string): BedrockCapabilities | null {
	const rows = modelTable.filter((row) => row.family === family && (row.endOfLife ?? "9999") > today);
	if (rows.length === 0) return null;
	const all = (key: keyof BedrockCapabilities) => rows.every((row) => row.can[key]);
	const entries = Object.keys(unknownCapabilities).map((key) => [key, all(key as keyof BedrockCapabilities)]);
	return Object.fromEntries(entries) as unknown as BedrockCapabilities;
}

function unlisted(modelId: string, family: ModelFamily, today: string): string {
	const why = `${modelId} is not in this version's table of models (${modelTableDate}), so that nothing but text is expected of it.`;
	if (family === "other") return `${why} Pass family ("nova", "claude", "llama", …), if it is one of these.`;
	return ofFamily(family, today) === null
		? `${why} Take a model of aws.bedrock's short names.`
		: `${why} Pass family: "${family}" where it can what the others of its family can.`;
}

function warningsFor(
	modelId: string,
	row: ModelRow | null,
	geography: Geography | "region" | null,
	family: ModelFamily,
	{ region, today }: ResolveOptions & { readonly today: string },
): string[] {
	const warnings: string[] = [];
	if (row !== null && row.endOfLife !== null) {
		const instead = row.successor === undefined ? "" : ` Its successor: ${row.successor}.`;
		if (row.endOfLife <= today) {
			warnings.push(`${row.alias} reached its end of life on ${row.endOfLife}: AWS may refuse it.${instead}`);
		} else if (daysBetween(today, row.endOfLife) <= 180) {
			warnings.push(`${row.alias} reaches its end of life on ${row.endOfLife}.${instead}`);
		}
	}
	if (row !== null && geography === "region" && row.onDemand !== "anywhere") {
		const answers = region === undefined || row.onDemand.includes(region);
		if (!answers) warnings.push(`${modelId} seems to need an inference profile in ${region}: ${choices(row)}.`);
	}
	const near = region === undefined || geography === null ? [] : [...geographiesOf(region), "region", "global"];
	if (near.length > 0 && !near.includes(geography ?? "")) {
		warnings.push(
			`${modelId} is called from the regions of "${geography}"; ${region} is none of them: AWS may refuse it.`,
		);
	}
	if (family === "other" && geography === null) {
		warnings.push(`${modelId} does not say which model it is: pass family ("nova", "claude", "llama", …).`);
	}
	return warnings;
}

function daysBetween(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
