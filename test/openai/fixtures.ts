import { readFileSync } from "node:fs";

/** A stored answer; see test/fixtures/openai/README.md. */
export function fixture(name: string): string {
	return readFileSync(new URL(`../fixtures/openai/2026-11-22-${name}`, import.meta.url), "utf8");
}
