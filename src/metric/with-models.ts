import type { Model } from "../model/model.ts";
import type { Metric } from "./metric.ts";

/**
 * A metric with other models behind it, as `Metric.using`, its name and caution kept where they were changed on a copy:
 * `{ ...metric, name }`. A metric that asks no model stays as it is.
 *
 * @example
 * withModels({ ...metric.exact("label"), name: "right" }, () => undefined).name // => "right"
 */
export function withModels<I, E, O>(
	metric: Metric<I, E, O>,
	choice: (current: Model | undefined, step: string) => Model | undefined,
): Metric<I, E, O> {
	if (metric.using === undefined) return metric;
	const { name, caution } = metric;
	return { ...metric.using(choice), name, ...(caution === undefined ? {} : { caution }) };
}
