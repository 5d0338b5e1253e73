export { claude } from "./claude.ts";
export type { Breach, Guide, PromptText, Rule, Section, Severity } from "./guide.ts";
export { llama } from "./llama.ts";
export { nova } from "./nova.ts";
export { qwen } from "./qwen.ts";
