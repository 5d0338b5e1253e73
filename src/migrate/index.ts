export { type AbTest, type AbTestAnswer, type AbTestOptions, type AbTestRequest, abTest } from "./ab-test.ts";
export type { AbTestArm, AbTestData, AbTestResult } from "./ab-test-result.ts";
export { guideFor } from "./guide-for.ts";
export { type MigrateOptions, migrate } from "./migrate.ts";
export type { Migration, Stage, StageComparison, StepSpending, Tuning } from "./migration.ts";
export { chartOf as migrationChart } from "./migration-chart.ts";
export { loadMigration, migrationPage, saveMigration } from "./migration-file.ts";
export { type Watch, type WatchOptions, watch } from "./watch.ts";
export type { WatchData, WatchFigures, WatchLook, WatchResult } from "./watch-result.ts";
