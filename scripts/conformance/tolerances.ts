import type { Kind } from "./kind.ts";

type Tolerance = ReturnType<Kind["tolerance"]>;

/** Counts and ratios: arithmetic, so only rounding may differ. */
export const ratio: Tolerance = { absolute: 1e-12, relative: 1e-12 };

/** p-values: small ones must be right too, so the bound is relative alone. */
export const probability: Tolerance = { absolute: 0, relative: 1e-7 };

/** Ends made with quantiles of distributions. */
export const quantile: Tolerance = { absolute: 1e-12, relative: 1e-7 };
