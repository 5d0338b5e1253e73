import { ConfigError, messageOf } from "../core/errors.ts";
import { contentOf, contentText } from "./content-text.ts";
import type { AnyValue, KeyValue, OtlpEvent, OtlpSpan, ResourceSpans } from "./otlp-json.ts";

/** Takes out of a text what must not leave the machine. */
export type Mask = (text: string) => string;

/** Attributes that hold words of the protocol, counts or names of models and metrics: nothing that a user wrote. */
const vocabulary = new Set([
	"langfuse.observation.type",
	"langfuse.observation.level",
	"langfuse.observation.model.name",
	"langfuse.observation.usage_details",
	"langfuse.observation.cost_details",
	"gen_ai.operation.name",
	"gen_ai.provider.name",
	"gen_ai.request.model",
	"gen_ai.response.model",
	"gen_ai.response.finish_reasons",
	"gen_ai.output.type",
	"gen_ai.tool.type",
	"gen_ai.evaluation.name",
	"touchstone.score.level",
	"touchstone.item.id",
	"error.type",
]);

/**
 * A trace with every text masked before it is sent: names, inputs, outputs, metadata, tags, errors and scores' comments; texts
 * inside JSON one by one, keys and numbers too. Left as they are: ids, counts, times, and words of the protocol.
 *
 * @throws ConfigError when the mask throws or gives no text; nothing is sent then
 */
export function maskTrace(entry: ResourceSpans, mask: Mask): ResourceSpans {
	const hide = checked(mask);
	return {
		...entry,
		scopeSpans: entry.scopeSpans.map((scope) => ({ ...scope, spans: scope.spans.map((span) => maskSpan(span, hide)) })),
	};
}

function checked(mask: Mask): Mask {
	return (text) => {
		let masked: unknown;
		try {
			masked = mask(text);
		} catch (error) {
			throw new ConfigError(`export: expected the mask to give a text, found that it throws: ${messageOf(error)}`, {
				cause: error,
			});
		}
		if (typeof masked === "string") return masked;
		throw new ConfigError(`export: expected the mask to give a text, found ${typeof masked}. Nothing was sent.`);
	};
}

function maskSpan(span: OtlpSpan, hide: Mask): OtlpSpan {
	const { status, events } = span;
	return {
		...span,
		name: hide(span.name),
		attributes: span.attributes.map((attribute) => maskAttribute(attribute, hide)),
		...(events === undefined ? {} : { events: events.map((event) => maskEvent(event, hide)) }),
		status: status.message === undefined ? status : { ...status, message: hide(status.message) },
	};
}

function maskEvent(event: OtlpEvent, hide: Mask): OtlpEvent {
	return { ...event, attributes: event.attributes.map((attribute) => maskAttribute(attribute, hide)) };
}

function maskAttribute({ key, value }: KeyValue, hide: Mask): KeyValue {
	return { key, value: vocabulary.has(key) ? value : maskValue(value, hide) };
}

function maskValue(value: AnyValue, hide: Mask): AnyValue {
	if ("stringValue" in value) {
		const content = contentOf(value.stringValue);
		return {
			stringValue: typeof content === "string" ? hide(content) : (contentText(maskInside(content, hide)) ?? ""),
		};
	}
	if (!("arrayValue" in value)) return value;
	return { arrayValue: { values: value.arrayValue.values?.map((inner) => maskValue(inner, hide)) ?? [] } };
}

function maskInside(value: unknown, hide: Mask): unknown {
	if (typeof value === "string") return hide(value);
	if (typeof value === "number") return maskNumber(value, hide);
	if (Array.isArray(value)) return value.map((inner) => maskInside(inner, hide));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [hide(key), maskInside(inner, hide)]));
}

/** A telephone or card number may stand in JSON as a number. */
function maskNumber(value: number, hide: Mask): unknown {
	const masked = hide(String(value));
	return masked === String(value) ? value : masked;
}
