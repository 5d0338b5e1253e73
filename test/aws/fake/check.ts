import { type Service, type Shape, shapeOf } from "./shapes.ts";

/**
 * Every way in which a value breaks its shape, each a sentence as AWS writes it; empty when it fits.
 *
 * @param side lengths and ranges bind inputs alone: AWS's own outputs break them (names of models, for one)
 */
export function check(service: Service, shapeName: string, value: unknown, path = "", side: Side = "input"): string[] {
	const shape = shapeOf(service, shapeName);
	if (shape.document) return value === undefined ? [breach(path, "Member must not be null")] : [];
	const kind = kindOf(value);
	const expected = kinds[shape.type];
	if (expected === undefined) throw new Error(`the table has a shape of type ${shape.type}`);
	if (!expected.includes(kind)) return [breach(path, `Member must be a ${shape.type}, found ${kind}`)];
	if (shape.type === "structure") return checkStructure(service, shape, value as Record<string, unknown>, path, side);
	if (shape.type === "list") {
		const items = value as readonly unknown[];
		const member = shape.member?.shape ?? "";
		return [
			...checkLength(shape, items.length, path, side),
			...items.flatMap((item, index) => check(service, member, item, `${path}.${index + 1}.member`, side)),
		];
	}
	if (shape.type === "map") {
		const entries = Object.entries(value as object);
		return [
			...checkLength(shape, entries.length, path, side),
			...entries.flatMap(([key, held]) => [
				...check(service, shape.key?.shape ?? "", key, `${path} (key ${key})`, side),
				...check(service, shape.value?.shape ?? "", held, `${path}.${key}`, side),
			]),
		];
	}
	return checkScalar(shape, value, path, side);
}

type Side = "input" | "output";

const kinds: Readonly<Record<string, readonly string[]>> = {
	structure: ["object"],
	map: ["object"],
	list: ["list"],
	string: ["string"],
	character: ["string"],
	boolean: ["boolean"],
	integer: ["integer"],
	long: ["integer"],
	float: ["integer", "number"],
	double: ["integer", "number"],
	// A blob given as text is sent as its bytes.
	blob: ["bytes", "string"],
	timestamp: ["date"],
};

function kindOf(value: unknown): string {
	if (value === null || value === undefined) return "null";
	if (value instanceof Uint8Array) return "bytes";
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? "no date" : "date";
	if (Array.isArray(value)) return "list";
	if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
	return typeof value;
}

function checkStructure(
	service: Service,
	shape: Shape,
	value: Record<string, unknown>,
	path: string,
	side: Side,
): string[] {
	const members = shape.members ?? {};
	const at = (name: string) => (path === "" ? name : `${path}.${name}`);
	const given = Object.entries(value).filter(([, held]) => held !== undefined);
	const breaches = given.flatMap(([name, held]) => {
		const member = members[name];
		return member === undefined
			? [`${path === "" ? "the request" : `'${path}'`}: extraneous key [${name}] is not permitted`]
			: check(service, member.shape, held, at(name), side);
	});
	for (const name of shape.required ?? [])
		if (value[name] === undefined) breaches.push(breach(at(name), "Member must not be null"));
	if (shape.union && given.length !== 1)
		breaches.push(
			breach(path, `exactly one of [${Object.keys(members).join(", ")}] must be set, found ${given.length}`),
		);
	return breaches;
}

function checkScalar(shape: Shape, value: unknown, path: string, side: Side): string[] {
	if (typeof value === "number") return checkRange(shape, value, path, side);
	if (value instanceof Uint8Array) return checkLength(shape, value.length, path, side);
	if (typeof value !== "string") return [];
	const breaches = checkLength(shape, [...value].length, path, side);
	if (shape.enum !== undefined && !shape.enum.includes(value))
		breaches.push(breach(path, `Member must satisfy enum value set: [${shape.enum.join(", ")}]`));
	if (shape.pattern !== undefined && !expression(shape.pattern).test(value))
		breaches.push(breach(path, `Member must satisfy regular expression pattern: ${shape.pattern}`));
	return breaches;
}

function checkRange({ min, max }: Shape, value: number, path: string, side: Side): string[] {
	if (side === "output") return [];
	if (min !== undefined && value < min) return [breach(path, `Member must have value greater than or equal to ${min}`)];
	if (max !== undefined && value > max) return [breach(path, `Member must have value less than or equal to ${max}`)];
	return [];
}

function checkLength({ min, max }: Shape, length: number, path: string, side: Side): string[] {
	if (side === "output") return [];
	if (min !== undefined && length < min)
		return [breach(path, `Member must have length greater than or equal to ${min}`)];
	if (max !== undefined && length > max) return [breach(path, `Member must have length less than or equal to ${max}`)];
	return [];
}

function breach(path: string, constraint: string): string {
	return `Value at '${path}' failed to satisfy constraint: ${constraint}`;
}

const expressions = new Map<string, RegExp>();

/** The models are written for another language's expressions; the few that differ are put into ours. */
function expression(pattern: string): RegExp {
	let found = expressions.get(pattern);
	if (found === undefined) {
		const source = pattern
			.replaceAll("\\p{ASCII}", "[\\x00-\\x7f]")
			.replaceAll("\\p{Print}", "\\x20-\\x7e")
			.replaceAll(/\\[Az]/g, "")
			.replaceAll("\\u10000-\\u10FFFF", "");
		found = new RegExp(`^(?:${source})$`);
		expressions.set(pattern, found);
	}
	return found;
}
