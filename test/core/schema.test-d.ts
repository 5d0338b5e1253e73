import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import type { Infer } from "../../src/core/schema.ts";

test("a shape infers field by field", () => {
	const shape = { label: z.enum(["yes", "no"]), why: z.string().optional(), n: z.coerce.number() };
	expectTypeOf<Infer<typeof shape>>().toEqualTypeOf<{
		label: "yes" | "no";
		n: number;
		why?: string | undefined;
	}>();
});
