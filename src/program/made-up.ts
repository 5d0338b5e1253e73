import { resolveReference } from "../core/definitions.ts";
import type { JsonSchema } from "../core/schema.ts";
import { fieldsOf } from "./prompt/describe.ts";

/** Texts that meet a format; zod checks them by pattern. */
const texts: Readonly<Record<string, string>> = {
	email: "name@example.org",
	uri: "https://example.org",
	date: "2000-01-01",
	"date-time": "2000-01-01T00:00:00Z",
	time: "00:00:00",
	duration: "P1D",
	uuid: "00000000-0000-4000-8000-000000000000",
	ipv4: "192.0.2.1",
	ipv6: "2001:db8::1",
};

/**
 * A small value that fits a schema, for following a program without a model. Bounds and common formats are kept;
 * patterns are not.
 *
 * @param root where references find their definitions
 * @example
 * madeUp({ type: "array", items: { type: "integer", exclusiveMinimum: 4 }, minItems: 2 }) // => [5, 5]
 */
export function madeUp(schema: JsonSchema, root: JsonSchema = schema): unknown {
	const inner = (part: unknown) => madeUp((part ?? {}) as JsonSchema, root);
	if (typeof schema.$ref === "string") return inner(resolveReference(schema, root));
	if (Array.isArray(schema.enum)) return schema.enum[0];
	if ("const" in schema) return schema.const;
	const variants = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined;
	// a variant that is a reference may lead back here
	if (variants !== undefined) return inner(variants.find((variant) => variant.$ref === undefined) ?? variants[0]);
	switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
		case "object":
			return madeUpObject(schema, inner);
		case "array": {
			const first = Array.isArray(schema.prefixItems) ? schema.prefixItems.map(inner) : [];
			const missing = Math.max(0, Number(schema.minItems ?? 0) - first.length);
			return [...first, ...Array.from({ length: missing }, () => inner(schema.items))];
		}
		case "boolean":
			return false;
		case "integer":
		case "number":
			return madeUpNumber(schema);
		case "null":
			return null;
		default:
			return madeUpText(schema);
	}
}

function madeUpObject(schema: JsonSchema, inner: (part: unknown) => unknown): unknown {
	const required = (schema.required ?? []) as readonly string[];
	const wanted = fieldsOf(schema).filter(([name, field]) => required.includes(name) || field.$ref === undefined);
	return Object.fromEntries(wanted.map(([name, field]) => [name, inner(field)]));
}

function madeUpText(schema: JsonSchema): string {
	const text = texts[String(schema.format)] ?? "text";
	const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema as { minLength?: number; maxLength?: number };
	return text.padEnd(minLength, ".").slice(0, maxLength);
}

function madeUpNumber(schema: JsonSchema): number {
	const bound = (name: string, otherwise: number) => (typeof schema[name] === "number" ? schema[name] : otherwise);
	const [low, high] = [bound("minimum", -Infinity), bound("maximum", Infinity)];
	const [above, below] = [bound("exclusiveMinimum", -Infinity), bound("exclusiveMaximum", Infinity)];
	const step = bound("multipleOf", schema.type === "integer" ? 1 : 0);
	const least = Math.max(low, above);
	const most = Math.min(high, below);
	const steps = step > 0 ? [Math.ceil(least / step) * step, Math.floor(least / step + 1) * step] : [];
	const fits = (n: number) =>
		n >= low && n <= high && n > above && n < below && (step === 0 || Number.isInteger(n / step));
	return [0, least, ...steps, least + 1, most, most - 1, (least + most) / 2].find(fits) ?? 0;
}
