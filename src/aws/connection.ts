import { env } from "node:process";
import { ConfigError, throwIfAborted } from "../core/errors.ts";
import { awsError, type CallFacts } from "./errors.ts";

export interface AwsCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Of temporary keys. Never filled in from the environment: a token belongs to its own keys. */
	readonly sessionToken?: string;
	readonly expiration?: Date;
}

/** Where and as whom AWS is called. Everything may be left out: the AWS SDK's own chain then finds it. */
export interface AwsOptions {
	/** Default: AWS_REGION, AWS_DEFAULT_REGION, or the profile's. Without any, calls end in a ConfigError. */
	readonly region?: string;
	/** A profile of the AWS configuration files. */
	readonly profile?: string;
	/** Keys, or a function that gives fresh ones whenever the last have expired. Default: the SDK's chain (environment, SSO, profile, container, instance). */
	readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
	/** Another address for every service: a proxy, or a stand-in for tests. Default: AWS_ENDPOINT_URL, which the SDK reads. */
	readonly endpoint?: string;
	/** How long a call may be silent. Default: ten minutes for a model, one for everything else. */
	readonly timeoutMs?: number;
}

/**
 * The region as far as it is known before a client has read its configuration files; null where only they may say.
 *
 * @example
 * regionOf({ region: "eu-central-1" }) // => "eu-central-1"
 */
export function regionOf(options: AwsOptions): string | null {
	// The JavaScript SDK does not read AWS_DEFAULT_REGION, while the command line and Python do.
	return options.region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || null);
}

/** What every AWS client is constructed with; fits the configuration of each of them. */
export interface ClientSettings {
	readonly region?: string;
	readonly profile?: string;
	readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
	readonly endpoint?: string;
	readonly authSchemePreference?: string[];
	readonly maxAttempts: number;
	readonly retryMode: "standard" | "adaptive";
	readonly requestHandler: {
		readonly requestTimeout: number;
		readonly connectionTimeout: number;
		readonly socketTimeout: number;
		readonly throwOnRequestTimeout: boolean;
		readonly disableConcurrentStreams: boolean;
	};
}

/**
 * The settings of a client, from our options.
 *
 * Keys and profiles that are passed win over AWS_BEARER_TOKEN_BEDROCK, which otherwise wins over everything.
 *
 * @param attempts how often the client sends a request at most. 1 for models, whose retries are `throttle`'s alone; 4 for
 *   the calls around them
 * @throws ConfigError when keys are half given, the endpoint is no address, or the timeout no time
 * @example
 * clientSettings({ region: "eu-central-1" }, 1).requestHandler.requestTimeout // => 600000
 * clientSettings({ region: "eu-central-1" }).retryMode // => "adaptive"
 */
export function clientSettings(options: AwsOptions, attempts = 4): ClientSettings {
	const { profile, credentials, endpoint } = options;
	const region = regionOf(options);
	if (typeof credentials === "object" && !(credentials.accessKeyId && credentials.secretAccessKey)) {
		throw new ConfigError(
			"aws: expected credentials to hold accessKeyId and secretAccessKey, found one of them empty. Leave credentials out to use those of this machine.",
		);
	}
	if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:/i.test(endpoint))) {
		throw new ConfigError(`aws: expected endpoint to be like "https://proxy.example:8443", found "${endpoint}".`);
	}
	const timeoutMs = options.timeoutMs ?? (attempts === 1 ? 600_000 : 60_000);
	if (!(timeoutMs > 0)) throw new ConfigError(`aws: expected timeoutMs above 0, found ${timeoutMs}.`);
	return {
		...(region === null ? {} : { region }),
		...(profile === undefined ? {} : { profile }),
		...(credentials === undefined ? {} : { credentials }),
		...(endpoint === undefined ? {} : { endpoint }),
		...(credentials === undefined && profile === undefined ? {} : { authSchemePreference: ["sigv4"] }),
		maxAttempts: attempts,
		retryMode: attempts === 1 ? "standard" : "adaptive",
		requestHandler: {
			requestTimeout: timeoutMs,
			connectionTimeout: Math.min(timeoutMs, 10_000),
			socketTimeout: timeoutMs,
			throwOnRequestTimeout: true, // else the SDK only warns
			disableConcurrentStreams: true, // the SDK's own default for models, lost where a handler is configured
		},
	};
}

/** The settings of an S3 client: a bucket in the host name means nothing at an address that is not AWS's own. */
export function storageSettings(options: AwsOptions): ClientSettings & { readonly forcePathStyle: boolean } {
	const elsewhere = options.endpoint ?? env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
	return { ...clientSettings(options), forcePathStyle: elsewhere !== undefined };
}

/** Any client of the AWS SDK. */
export interface AwsClient {
	send(...given: never[]): unknown;
}

/** Any command of the AWS SDK; what it answers with is read off its type. */
export interface AwsCommand<Output> {
	resolveMiddleware(...given: never[]): (...given: never[]) => Promise<{ readonly output: Output }>;
}

/**
 * Sends one command, and turns every failure into one of our own errors.
 *
 * @throws ConfigError when who is calling, or from where, is not settled (no keys, expired token, no region)
 * @throws ModelError when AWS refused, failed or was not reached
 * @throws AbortedError when the signal aborts
 */
export async function send<Output>(
	client: AwsClient,
	command: AwsCommand<Output>,
	about: CallFacts,
	signal?: AbortSignal,
): Promise<Output> {
	throwIfAborted(signal);
	const call = client.send.bind(client) as (command: unknown, options: object) => Promise<Output>;
	try {
		return await call(command, signal === undefined ? {} : { abortSignal: signal });
	} catch (error) {
		throwIfAborted(signal);
		throw awsError(error, about);
	}
}
