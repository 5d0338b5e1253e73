export type { AwsCredentials, AwsOptions } from "./connection.ts";
export { type CheckOptions, type Guardrail, type GuardrailOptions, guardrail } from "./guardrail.ts";
export { type GuardrailChecksOptions, guardrailChecks } from "./guardrail-checks.ts";
export type { GuardOptions } from "./guardrail-middleware.ts";
export { type OptimizePromptOptions, optimizePrompt } from "./optimize-prompt.ts";
