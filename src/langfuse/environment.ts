import { ConfigError } from "../core/errors.ts";
import type { LangfuseOptions } from "./langfuse-options.ts";

/**
 * What Langfuse's own environment variables say.
 *
 * @param variables `process.env`
 * @throws ConfigError when a key is missing
 * @example
 * fromEnvironment({ LANGFUSE_PUBLIC_KEY: "pk", LANGFUSE_SECRET_KEY: "sk", LANGFUSE_HOST: "http://127.0.0.1:3000" }) // => { publicKey: "pk", secretKey: "sk", baseUrl: "http://127.0.0.1:3000" }
 */
export function fromEnvironment(variables: Readonly<Record<string, string | undefined>>): LangfuseOptions {
	const read = (...names: string[]) => names.map((name) => variables[name]).find((value) => value); // "" is not set
	const publicKey = read("LANGFUSE_PUBLIC_KEY");
	const secretKey = read("LANGFUSE_SECRET_KEY");
	if (publicKey === undefined || secretKey === undefined) {
		const found =
			publicKey !== undefined ? "the first alone" : secretKey !== undefined ? "the second alone" : "neither";
		throw new ConfigError(
			`langfuse: expected LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY in the environment, found ${found}. Set them, give the keys as options, or write a file with otlp.file(path).export(report) and send it later.`,
		);
	}
	const baseUrl = read("LANGFUSE_BASE_URL", "LANGFUSE_BASEURL", "LANGFUSE_HOST");
	const environment = read("LANGFUSE_TRACING_ENVIRONMENT");
	const release = read("LANGFUSE_RELEASE");
	const seconds = Number(read("LANGFUSE_TIMEOUT") ?? Number.NaN);
	return {
		publicKey,
		secretKey,
		...(baseUrl === undefined ? {} : { baseUrl }),
		...(environment === undefined ? {} : { environment }),
		...(release === undefined ? {} : { release }),
		...(seconds > 0 ? { timeoutMs: seconds * 1000 } : {}),
	};
}
