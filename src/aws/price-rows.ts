import type { RefreshedRow } from "../model/price-file.ts";
import { type PriceRow, priceRows } from "../model/prices-data.ts";
import type { ListedRate } from "./price-list.ts";

type Scope = PriceRow["scopes"][number];

interface Group {
	readonly names: readonly string[];
	readonly scopes: readonly Scope[];
	readonly rates: ListedRate[];
}

/**
 * The rates of one region as rows of a price table, one per model and scope. A model whose input and output prices are not
 * both listed has no row, but for embeddings, which have no output.
 *
 * @param rates of one region
 * @param region "eu-central-1": its geography's profiles ("eu.…") have the region's price
 */
export function rowsOfRates(rates: readonly ListedRate[], region: string): readonly RefreshedRow[] {
	const groups = new Map<string, Group>();
	for (const rate of rates) {
		const names = namesOf(rate.model);
		const key = `${rate.global} ${names.join()}`;
		const scopes: Scope[] = rate.global ? ["global"] : ["region", ...geographyOf(region)];
		const group = groups.get(key) ?? { names, scopes, rates: [] };
		group.rates.push(rate);
		groups.set(key, group);
	}
	return [...groups.values()].flatMap((group) => rowOfGroup(group, region));
}

function rowOfGroup(group: Group, region: string): RefreshedRow[] {
	const { names, scopes, rates } = group;
	// the dearest where a kind is listed more than once: an estimate should not flatter
	const dearest = (kind: ListedRate["kind"], batch: boolean) => {
		const all = rates.filter((rate) => rate.kind === kind && rate.batch === batch);
		return all.length === 0 ? undefined : Math.max(...all.map((rate) => rate.usdPerMillion));
	};
	const input = dearest("input", false);
	const output = dearest("output", false) ?? (names.some((name) => /embed/.test(name)) ? 0 : undefined);
	if (input === undefined || output === undefined) return [];
	const others = {
		cacheRead: dearest("cacheRead", false),
		cacheWrite: dearest("cacheWrite", false),
		batchInput: dearest("input", true),
		batchOutput: dearest("output", true),
	};
	const known = Object.fromEntries(Object.entries(others).filter(([, rate]) => rate !== undefined));
	return [{ names, scopes, region, input, output, ...known }];
}

function geographyOf(region: string): Scope[] {
	if (region.startsWith("us-")) return ["us"];
	if (region.startsWith("eu-")) return ["eu"];
	return region.startsWith("ap-") ? ["apac"] : [];
}

// where AWS's price list and its model ids call one thing by two names
const otherNames: Readonly<Record<string, string>> = {
	llama4scout17b: "llama4scout",
	llama4maverick17b: "llama4maverick",
	titantextembeddingsv2: "titanembedv2",
	titanembeddingsv2text: "titanembedv2",
	titanembeddingv2text: "titanembedv2",
	titanembeddingsg1text: "titanembedv1",
};

/**
 * The names by which a model is asked for, from the name it has in the price list: those of the shipped table where it is
 * there, else AWS's own in lower case with hyphens.
 *
 * @example
 * namesOf("Nova 2.0 Lite") // => ["amazon.nova-2-lite-v1:0", "nova-2-lite"]
 * namesOf("DeepSeek R1") // => ["deepseek-r1"]
 */
export function namesOf(listed: string): readonly string[] {
	const squeezed = squeeze(listed.replace(/\.0\b/g, ""));
	const key = otherNames[squeezed] ?? squeezed;
	const row = priceRows.find(({ names }) => names.some((name) => squeeze(name) === key));
	if (row === undefined) {
		return [
			listed
				.toLowerCase()
				.replace(/[^a-z0-9]+/g, "-")
				.replace(/^-|-$/g, ""),
		];
	}
	// a shipped row may hold two models of one price, which the list may part
	const shortNames = row.names.filter((name) => !name.includes("."));
	return shortNames.length === 1 ? row.names : row.names.filter((name) => squeeze(name).includes(key));
}

function squeeze(name: string): string {
	return name.toLowerCase().replace(/\b(amazon|anthropic|meta|instruct)\b|[^a-z0-9]/g, "");
}
