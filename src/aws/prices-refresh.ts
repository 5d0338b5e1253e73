import { type Clock, systemClock } from "../core/clock.ts";
import { ConfigError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { saveWhole } from "../core/whole-file.ts";
import { type PriceFile, priceFilePath } from "../model/price-file.ts";
import { formatCount } from "../view/format.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { type AwsOptions, clientSettings, send } from "./connection.ts";
import { isNotFound } from "./not-found.ts";
import { type ListedRate, readPriceListEntry } from "./price-list.ts";
import { rowsOfRates } from "./price-rows.ts";
import { pricesView } from "./prices-view.ts";

export interface RefreshOptions extends Omit<AwsOptions, "region"> {
	/** The regions whose prices are wanted. Default `["us-east-1"]`. */
	readonly regions?: readonly string[];
	readonly signal?: AbortSignal;
	readonly clock?: Clock;
}

/** What a refresh found. */
export type RefreshedPrices = PriceFile & {
	/** The file that `priceOf` reads from now on. */
	readonly path: string;
	/** Entries of the list that hold no rate of text tokens, or none that was understood. */
	readonly skipped: number;
} & Displayable;

const serviceCodes = ["AmazonBedrock", "AmazonBedrockFoundationModels", "AmazonBedrockService"] as const;

/**
 * Reads the prices of Bedrock's models from the AWS price list and keeps them for this user; `priceOf`, and with it every
 * estimate, uses them from then on. Reading costs nothing and needs the right `pricing:GetProducts`.
 *
 * What the list does not name in a way that is understood keeps its shipped price, or stays unknown.
 *
 * @throws ConfigError when the list held no price that could be read; the prices kept so far stay
 */
export async function refreshPrices(options: RefreshOptions = {}): Promise<RefreshedPrices> {
	const { regions = ["us-east-1"], clock = systemClock } = options;
	const rows: PriceFile["rows"][number][] = [];
	let skipped = 0;
	for (const region of regions) {
		const entries = await entriesOf(region, options);
		const rates = entries.map(readPriceListEntry).filter((rate): rate is ListedRate => rate !== null);
		skipped += entries.length - rates.length;
		rows.push(...rowsOfRates(rates, region));
	}
	if (rows.length === 0) {
		throw new ConfigError(
			`aws.prices.refresh: expected prices of Bedrock's models for ${regions.join(", ") || "a region"}, found none in ` +
				`${formatCount(skipped, "entry", "entries")}. The prices kept so far stay. Check the names of the regions.`,
		);
	}
	const file: PriceFile = {
		version: 1,
		source: `AWS price list, ${regions.join(", ")}`,
		date: new Date(clock.now()).toISOString().slice(0, 10),
		rows,
	};
	const path = await saveWhole("aws.prices.refresh", priceFilePath(), `${JSON.stringify(file, null, "\t")}\n`);
	return displayable({ ...file, path, skipped }, pricesView);
}

async function entriesOf(region: string, options: RefreshOptions): Promise<readonly string[]> {
	const { regions: _regions, clock: _clock, signal, ...connection } = options;
	const peer = await loadPeer("@aws-sdk/client-pricing", "aws.prices.refresh", () => import("@aws-sdk/client-pricing"));
	const client = new peer.PricingClient(clientSettings({ ...connection, region: listRegion(region) }));
	const entries: string[] = [];
	try {
		for (const ServiceCode of serviceCodes) {
			const Filters = [{ Type: "TERM_MATCH" as const, Field: "regionCode", Value: region }];
			let NextToken: string | undefined;
			do {
				const command = new peer.GetProductsCommand({ ServiceCode, Filters, FormatVersion: "aws_v1", NextToken });
				const about = { who: "aws.prices.refresh", operation: "GetProducts" };
				const page = await send(client, command, about, signal).catch((error: unknown) => {
					if (isNotFound(error)) return { PriceList: [], NextToken: undefined }; // a code that AWS has given up
					throw error;
				});
				entries.push(...(page.PriceList ?? []).map(String));
				NextToken = page.NextToken;
			} while (NextToken !== undefined && NextToken !== "");
		}
		return entries;
	} finally {
		client.destroy();
	}
}

/** The price list itself is served in three regions, whatever region its prices are for. */
function listRegion(region: string): string {
	if (region.startsWith("eu-")) return "eu-central-1";
	return region.startsWith("ap-") ? "ap-south-1" : "us-east-1";
}
