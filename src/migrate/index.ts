export { guideFor } from "./guide-for.ts";
export { type MigrateOptions, migrate } from "./migrate.ts";
export type { Migration, Stage, StageComparison, Tuning } from "./migration.ts";
export { chartOf as migrationChart } from "./migration-chart.ts";
export { loadMigration, migrationPage, saveMigration } from "./migration-file.ts";
