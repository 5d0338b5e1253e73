import type { PriceRow } from "./prices-data.ts";

/**
 * The geography before a model's name, and the name: prices differ by it.
 *
 * @example
 * scopedName("eu.nova-pro") // => { scope: "eu", name: "nova-pro" }
 * scopedName("amazon.nova-pro-v1:0").scope // => "region"
 */
export function scopedName(id: string): { readonly scope: PriceRow["scopes"][number]; readonly name: string } {
	const dot = id.indexOf(".");
	const scope = scopes.find((each) => each === id.slice(0, dot));
	return scope === undefined || dot === id.length - 1
		? { scope: "region", name: id }
		: { scope, name: id.slice(dot + 1) };
}

const scopes = ["us", "eu", "apac", "global"] as const;
