import type { OptimizedData } from "./optimized.ts";

/** An optimizer's outcome without the program itself: what can be saved, shown and drawn. */
export type OptimizedFacts = Omit<OptimizedData<unknown, unknown>, "program">;
