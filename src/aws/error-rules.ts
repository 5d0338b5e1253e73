import { closedServices } from "./closed-services.ts";
import type { CallFacts, Failure } from "./failure.ts";
import { idAdvice, profileAdvice } from "./model-advice.ts";

/** What a kind of failure means for the reader. The first rule that fits is taken. */
export interface Rule {
	readonly fits: (failure: Failure, about: CallFacts) => boolean;
	/** The next step, in whole sentences. */
	readonly next: (failure: Failure, about: CallFacts) => string;
	/** call: fix how AWS is called, nothing can go on. all: every further call of this model ends so. once: this request alone. later: the same request may go through. */
	readonly scope: "call" | "all" | "once" | "later";
}

const called = (pattern: RegExp) => (failure: Failure) => pattern.test(failure.name);
const says = (pattern: RegExp) => (failure: Failure) => pattern.test(failure.words);
const either = (name: RegExp, words: RegExp) => (failure: Failure) =>
	name.test(failure.name) || words.test(failure.words);
const status =
	(...codes: readonly number[]) =>
	(failure: Failure) =>
		codes.includes(failure.status ?? 0);

const who: readonly Rule[] = [
	{
		fits: either(/^Token(Provider)?Error$/, /\bSSO\b.*(expired|invalid)|sso login/i),
		next: () => 'The sign-in has run out: run "aws sso login" (with --profile, where you use one).',
		scope: "call",
	},
	{
		fits: either(/^CredentialsProviderError$/, /could not load credentials|could not resolve credentials/i),
		next: () =>
			'Sign in ("aws sso login" or "aws configure"), set AWS_PROFILE, or pass profile or credentials. await aws.whoami() tells who you are.',
		scope: "call",
	},
	{
		fits: says(/region is missing/i),
		next: () => 'Pass region ("us-east-1"), or set AWS_REGION.',
		scope: "call",
	},
	{
		fits: either(/^RequestTimeTooSkewed$/, /signature (expired|not yet current)/i),
		next: () => "The clock of this machine is minutes off: set it.",
		scope: "call",
	},
	{
		fits: either(/^(ExpiredToken(Exception)?|RequestExpired)$/, /security token.*expired|token has expired/i),
		next: () =>
			'The keys were temporary and have run out: sign in again ("aws sso login"), or pass credentials as a function, which is asked anew whenever they do.',
		scope: "call",
	},
	{
		fits: either(
			/^(UnrecognizedClient(Exception)?|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature(Exception)?|IncompleteSignature(Exception)?|AuthFailure|MissingAuthenticationToken(Exception)?)$/,
			/API Key is valid|invalid (api key|bearer token)/i,
		),
		next: () =>
			"AWS does not accept these keys: await aws.whoami() tells where they are from. A stale AWS_SESSION_TOKEN, or AWS_BEARER_TOKEN_BEDROCK, which wins over keys, is often why.",
		scope: "call",
	},
];

const closedOf = ({ operation }: CallFacts) => closedServices.find((service) => service.operations.test(operation));

const allowed: readonly Rule[] = [
	{
		// for everyone new it says so, or refuses outright
		fits: (failure, about) =>
			closedOf(about) !== undefined &&
			(failure.status === 403 || /new customer|no longer (available|open)/i.test(failure.words)),
		next: (_, about) => {
			const service = closedOf(about);
			const since = service?.since === null ? "" : ` since ${service?.since}`;
			return `${service?.name} is closed to new customers${since} (${service?.instead}). Those who had it keep it: if you did, check the rights of this identity (await aws.whoami()).`;
		},
		scope: "call",
	},
	{
		fits: says(/use case details/i),
		next: () =>
			"The provider asks for a form once an account: open the model in the Bedrock console's model catalog, fill it in, and wait some minutes.",
		scope: "all",
	},
	{
		fits: says(/aws-marketplace:/i),
		next: () =>
			"The first call of this model subscribes the account to it: have someone with aws-marketplace:Subscribe call it once, then wait some minutes.",
		scope: "all",
	},
	{
		fits: (failure) => failure.status === 403 && /not authorized to perform/i.test(failure.words),
		next: ({ words }) => {
			const action = /perform:? ([\w-]+:\w+)/.exec(words)?.[1] ?? "this action";
			const denied = /explicit deny/i.test(words)
				? " A policy denies it outright, so that allowing it is not enough."
				: "";
			return `This identity (await aws.whoami()) needs a policy that allows ${action} on the resource named.${denied}`;
		},
		scope: "all",
	},
	{
		fits: (failure) => failure.status === 403 && /access to the model|model access/i.test(failure.words),
		next: (_, { region }) =>
			`The account has no access to this model${region === undefined ? "" : ` in ${region}`}: open it in the model catalog of the Bedrock console, in this region. Where others can call it, the rights of this identity are missing (bedrock:InvokeModel).`,
		scope: "all",
	},
	{
		fits: (failure) => status(401, 403)(failure),
		next: () => "Check the rights of this identity: await aws.whoami() tells who it is.",
		scope: "all",
	},
];

const storage: readonly Rule[] = [
	{
		fits: called(/^NoSuchBucket$/),
		next: () => "Correct the bucket's name, or create the bucket first, in the region of the job.",
		scope: "call",
	},
	{
		fits: (failure) =>
			/^(PermanentRedirect|AuthorizationHeaderMalformed)$/.test(failure.name) || failure.status === 301,
		next: (_, { region = "that of the job" }) =>
			`The bucket is in another region: take one in the region that is called (${region}), or pass the bucket's region.`,
		scope: "call",
	},
];

const model: readonly Rule[] = [
	{
		// AWS writes "isn’t supported" with a curly apostrophe: match the words around it
		fits: (failure) =>
			failure.name === "ValidationException" && /inference profile|on-demand throughput/i.test(failure.words),
		next: (_, about) => profileAdvice(about),
		scope: "all",
	},
	{
		fits: says(/marked by provider as legacy/i),
		next: (_, about) => `AWS keeps legacy models for those who used them lately. ${idAdvice(about)}`,
		scope: "all",
	},
	{
		fits: (failure, { operation }) =>
			operation === "ApplyGuardrail" &&
			(failure.status === 404 || /guardrail.*(not exist|not found|invalid)/i.test(failure.words)),
		next: (_, { region }) =>
			`Check the guardrail's id and version, and that it is one of this account${region === undefined ? "'s" : ` in ${region}`}: the Bedrock console lists them under Guardrails.`,
		scope: "all",
	},
	{
		fits: (failure, about) =>
			about.model !== undefined &&
			(/model identifier is invalid|end of its life|could not resolve the foundation model|model not found/i.test(
				failure.words,
			) ||
				failure.status === 404),
		next: (_, about) => idAdvice(about),
		scope: "all",
	},
	{
		fits: called(/^ModelNotReadyException$/),
		next: () => "The model is being loaded: it may answer in a minute.",
		scope: "later",
	},
	{
		fits: (failure) => status(429)(failure) && /per day|daily/i.test(failure.words),
		next: () =>
			"The day's quota is used up: wait until tomorrow, take another model, or ask for more in the Service Quotas console.",
		scope: "all",
	},
	{
		fits: called(/^ServiceQuotaExceededException$/),
		next: () =>
			"A quota of the account is reached: free what is not needed, or ask for more in the Service Quotas console.",
		scope: "once",
	},
	{
		fits: (failure) =>
			status(429)(failure) || /^(Throttl\w+|TooManyRequests\w*|RequestLimitExceeded|SlowDown)$/.test(failure.name),
		next: (_, about) =>
			/^aws\.(bedrock|invoke)$/.test(about.who)
				? "Bedrock reserves the input and maxTokens of a request when it starts: lower maxTokens, or send less at once (requestsPerMinute, tokensPerMinute)."
				: "It may go through later: send less at once.",
		scope: "later",
	},
	{
		fits: called(/^ModelTimeoutException$/),
		next: () => "The model took too long: lower maxTokens, or shorten the prompt.",
		scope: "later",
	},
	{
		fits: called(/^Model(Stream)?Error(Exception)?$/),
		next: () => "The model itself failed: the same request may go through.",
		scope: "later",
	},
	{
		fits: (failure) =>
			failure.name === "ValidationException" &&
			/too long|too many (input )?tokens|context (length|window)|maximum tokens/i.test(failure.words),
		next: () => "Shorten the prompt, lower maxTokens, or take a model with a longer context.",
		scope: "once",
	},
];

const wire: readonly Rule[] = [
	{
		fits: (failure) => failure.status === 408 || failure.name === "TimeoutError" || failure.name === "ETIMEDOUT",
		next: () => "Raise timeoutMs, or lower maxTokens.",
		scope: "later",
	},
	{
		fits: either(
			/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/,
			/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|connection refused|dns error|failed to lookup/i,
		),
		next: (_, { region }) =>
			`There is no connection: check the network, the region's name${region === undefined ? "" : ` (${region})`}, and endpoint or AWS_ENDPOINT_URL where one is set.`,
		scope: "all",
	},
	{
		fits: either(
			/^(ECONNRESET|EPIPE|ERR_HTTP2_\w+|ERR_STREAM_PREMATURE_CLOSE|NetworkingError)$/,
			/socket hang up|ECONNRESET|premature close|terminated|did not get a response|stream.*(aborted|canceled)|goaway|truncated event message/i,
		),
		next: () => "The connection was lost: the same request may go through.",
		scope: "later",
	},
	{
		fits: (failure) => (failure.status ?? 0) >= 500,
		next: () => "The same request may go through later.",
		scope: "later",
	},
	{
		fits: either(/^SyntaxError$/, /deserialization error/i),
		next: () => "That is no answer of AWS: is a proxy in between, or AWS_ENDPOINT_URL set?",
		scope: "all",
	},
	{
		fits: status(400),
		next: () => "Correct what AWS names: it is a part of the request, or of the options that were passed.",
		scope: "once",
	},
];

export const rules: readonly Rule[] = [...who, ...storage, ...allowed, ...model, ...wire];
