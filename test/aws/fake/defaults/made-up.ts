import type { Loose } from "../loose.ts";

/** The plainest value of a JSON schema: first choices, empty texts, zeros; optional members left out. */
export function madeUp(schema: Loose, root: Loose = schema): unknown {
	if (schema === undefined || schema === true) return {};
	if (typeof schema.$ref === "string") {
		const path: readonly string[] = schema.$ref.split("/").slice(1);
		return madeUp(
			path.reduce((held: Loose, key) => held?.[key], root),
			root,
		);
	}
	if (schema.const !== undefined) return schema.const;
	if (schema.enum !== undefined) return schema.enum[0];
	const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0];
	if (choice !== undefined) return madeUp(choice, root);
	const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
	if (type === "string") return "x".repeat(schema.minLength ?? 0) || "text";
	if (type === "integer" || type === "number") return schema.minimum ?? 0;
	if (type === "boolean") return true;
	if (type === "null") return null;
	if (type === "array") return Array.from({ length: schema.minItems ?? 1 }, () => madeUp(schema.items, root));
	const required: readonly string[] = schema.required ?? Object.keys(schema.properties ?? {});
	return Object.fromEntries(required.map((name) => [name, madeUp(schema.properties?.[name], root)]));
}
