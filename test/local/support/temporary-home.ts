import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";

/** Gives each test a cache folder of its own, no hub and no package registry; call at the top of a suite. */
export function temporaryHome(): { readonly path: string } {
	const home = { path: "" };
	beforeEach(async () => {
		home.path = await mkdtemp(join(tmpdir(), "touchstone-home-"));
		vi.stubEnv("TOUCHSTONE_HOME", home.path);
		vi.stubEnv("HF_ENDPOINT", "http://127.0.0.1:59999"); // nobody listens there
		vi.stubEnv("PIP_NO_INDEX", "1");
		vi.stubEnv("PIP_FIND_LINKS", home.path);
	});
	afterEach(async () => {
		vi.unstubAllEnvs();
		await rm(home.path, { recursive: true, force: true });
	});
	return home;
}
