import type { World } from "../world.ts";

/** Rules that AWS documents but its service models do not say; each throws a WireError. */
// biome-ignore lint/suspicious/noExplicitAny: the checked input of any operation
export type Rule = (input: any, world: World) => void;

export const rules: Readonly<Record<string, readonly Rule[]>> = {};
