import type { Reporter, TestModule } from "vitest/node";

/** Ends a test run with `N passed, N failed, N skipped` alone on a line, which people and CI both read. */
export default class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
		const count = { passed: 0, failed: errors.length, skipped: 0 };
		for (const module of modules) {
			if (module.state() === "failed" && module.errors().length > 0) count.failed++;
			for (const test of module.children.allTests()) {
				const { state } = test.result();
				if (state !== "pending") count[state]++;
			}
		}
		console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
	}
}
