import { ConfigError } from "../core/errors.ts";

/**
 * @throws ConfigError when id or version cannot be those of a guardrail; nothing is asked
 */
export function checkGuardrailNames(who: string, id: string, version: string): void {
	if (!/^([a-z0-9]+|arn:aws[^:]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+)$/.test(id)) {
		throw new ConfigError(
			`${who}: expected the id or ARN of a guardrail, found "${id}". The console lists them under Guardrails.`,
		);
	}
	if (!/^([1-9]\d{0,7}|DRAFT)$/.test(version)) {
		throw new ConfigError(`${who}: expected a version of the guardrail like "1", or "DRAFT", found "${version}".`);
	}
}
