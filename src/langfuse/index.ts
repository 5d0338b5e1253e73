export type { Counts, Delivery, Problem } from "./delivery.ts";
export type { Exporter, ExportOptions, Sender } from "./exporter.ts";
export { langfuse } from "./langfuse.ts";
export type { LangfuseOptions } from "./langfuse-options.ts";
export type { Mask } from "./mask.ts";
export { type OtlpOptions, otlp } from "./otlp.ts";
export type { Exportable } from "./records.ts";
