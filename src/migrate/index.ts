export { type MigrateOptions, migrate } from "./migrate.ts";
export type { Migration } from "./migration.ts";
