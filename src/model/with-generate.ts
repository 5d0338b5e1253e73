import type { Generate, Model } from "./model.ts";

/**
 * A model that answers by another function and is the same in all else.
 *
 * Everything is read from the model at the moment of reading: `facts` may change while weights load, and a model may be
 * an object of a class, whose methods and getters live on its prototype and need their `this`.
 *
 * @param suffix added to its identity, where the answers are not the model's own any more
 */
export function withGenerate(model: Model, generate: Generate, suffix = ""): Model {
	const read = (key: PropertyKey) => {
		const value: unknown = Reflect.get(model, key);
		return typeof value === "function" ? value.bind(model) : value;
	};
	const members = memberNames(model).map((key) => [key, { get: () => read(key), enumerable: true }] as const);
	return Object.defineProperties({} as Model, {
		...Object.fromEntries(members),
		...(suffix === "" ? {} : { identity: { get: () => `${model.identity}${suffix}`, enumerable: true } }),
		generate: { value: generate, enumerable: true },
	});
}

function memberNames(model: object): PropertyKey[] {
	const names = new Set<PropertyKey>();
	for (
		let part: object | null = model;
		part !== null && part !== Object.prototype;
		part = Object.getPrototypeOf(part)
	) {
		for (const key of Reflect.ownKeys(part)) if (key !== "constructor") names.add(key);
	}
	return [...names];
}
