/** A service that takes no new customers; those who use it keep it. */
export interface ClosedService {
	readonly name: string;
	/** ISO date; null where no date was seen. */
	readonly since: string | null;
	/** What to do instead. */
	readonly instead: string;
	/** Operations that belong to it alone. */
	readonly operations: RegExp;
}

/** Read on 2026-11-22 from AWS's own notices. */
export const closedServices: readonly ClosedService[] = [
	{
		name: "Amazon Bedrock Agents Classic",
		since: "2026-07-30",
		instead: "AWS points to AgentCore; models, knowledge bases and guardrails are not concerned",
		operations:
			/^(InvokeAgent|InvokeInlineAgent|CreateAgent|PrepareAgent|UpdateAgent|CreateAgentAlias|CreateAgentActionGroup)$/,
	},
	{
		name: "Amazon Q Business",
		since: "2026-07-31",
		instead: "AWS points to Amazon Quick",
		operations:
			/^(ChatSync|Chat|PutFeedback|CreateApplication|CreateIndex|CreateRetriever|CreateWebExperience|CreateAnonymousWebExperienceUrl|BatchPutDocument)$/,
	},
	{
		name: "Amazon SageMaker Clarify",
		since: null,
		instead: "the bias metrics of touchstone are computed on this machine",
		operations: /^CreateProcessingJob$/,
	},
];
