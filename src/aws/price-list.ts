/** One rate of one model, read from one entry of the AWS price list. */
export interface ListedRate {
	/** As AWS writes it: "Nova 2.0 Lite", "Claude Haiku 4.5". */
	readonly model: string;
	readonly kind: "input" | "output" | "cacheRead" | "cacheWrite";
	/** True for the price of global inference profiles; else that of the region, which its geography's profiles share. */
	readonly global: boolean;
	readonly batch: boolean;
	readonly usdPerMillion: number;
}

/** An entry of the price list, as far as it is looked at. Everything may be missing. */
interface ListEntry {
	readonly product?: { readonly attributes?: Readonly<Record<string, string | undefined>> };
	readonly terms?: {
		readonly OnDemand?: Readonly<
			Record<
				string,
				{
					readonly priceDimensions?: Readonly<
						Record<
							string,
							{
								readonly unit?: string;
								readonly description?: string;
								readonly beginRange?: string;
								readonly pricePerUnit?: { readonly USD?: string };
							}
						>
					>;
				}
			>
		>;
	};
}

// tiers, sizes and kinds of content that are priced apart, and for which our prices have no place
const setApart =
	/reserved|tpm|custom|provision|flex|priority|latency|long[-_]?c(on)?te?xt|mantle|guardrail|rft|image|video|audio|speech|1h|30m/i;

/**
 * The rate of text tokens in an entry of the AWS price list; null for anything else (images, reserved capacity, other
 * tiers), and for an entry that cannot be understood: a price that is not known is better than a wrong one.
 *
 * Two spellings are about. First-party and open models name the model in attributes and are priced by the thousand
 * ("USE1-NovaMicro-input-tokens-batch"); models of the marketplace name it in `servicename` and are priced by the million
 * ("USE1-MP:USE1_InputTokenCount_Global-Units").
 *
 * @param entry one string of GetProducts' `PriceList`, or its parsed JSON
 * @example
 * readPriceListEntry("not JSON") // => null
 */
export function readPriceListEntry(entry: unknown): ListedRate | null {
	const { product, terms } = parsed(entry);
	const attributes = product?.attributes ?? {};
	const usage = attributes.usagetype ?? "";
	const model = modelOf(attributes);
	const kind = kindOf(usage, attributes.inferenceType ?? "");
	if (model === null || kind === null) return null;
	if (setApart.test(usage) || setApart.test(attributes.inferenceType ?? "")) return null;
	if ((attributes.service_tier ?? "standard").toLowerCase() !== "standard" && !/batch/i.test(usage)) return null;
	const usdPerMillion = perMillion(terms, /-MP:/.test(usage));
	if (usdPerMillion === null) return null;
	return { model, kind, global: /global/i.test(usage), batch: /batch/i.test(usage), usdPerMillion };
}

function parsed(entry: unknown): ListEntry {
	try {
		const value: unknown = typeof entry === "string" ? JSON.parse(entry) : entry;
		return typeof value === "object" && value !== null ? value : {};
	} catch {
		return {};
	}
}

function modelOf(attributes: Readonly<Record<string, string | undefined>>): string | null {
	const service = /^(.+) \(Amazon Bedrock Edition\)$/.exec(attributes.servicename ?? "")?.[1];
	return attributes.model || attributes.titanModel || service || null;
}

function kindOf(usage: string, inferenceType: string): ListedRate["kind"] | null {
	for (const text of [usage, inferenceType]) {
		if (/cache[-_ ]?read/i.test(text)) return "cacheRead";
		if (/cache[-_ ]?write/i.test(text)) return "cacheWrite";
		if (/input[-_ ]?token/i.test(text)) return "input";
		if (/output[-_ ]?token/i.test(text)) return "output";
	}
	return null;
}

function perMillion(terms: ListEntry["terms"], marketplace: boolean): number | null {
	for (const term of Object.values(terms?.OnDemand ?? {})) {
		for (const { unit = "", description = "", pricePerUnit } of Object.values(term.priceDimensions ?? {})) {
			const usd = Number(pricePerUnit?.USD ?? Number.NaN);
			const times = timesPerMillion(`${unit} ${description}`, marketplace);
			// through a decimal text: 0.000035 · 1000 is 0.035 plus a hair in floating point
			if (usd > 0 && times !== null) return Number((usd * times).toPrecision(12));
		}
	}
	return null;
}

function timesPerMillion(words: string, marketplace: boolean): number | null {
	if (/\b1 ?K\b|thousand|1,?000\b(?!,)/i.test(words)) return 1000;
	if (/\b1 ?M\b|million/i.test(words) || marketplace) return 1;
	return null;
}
