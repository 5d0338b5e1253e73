import { openScreen, type Screen } from "../notebook/screen.ts";
import { formatValue } from "../view/format.ts";
import type { View } from "../view/view.ts";
import type { LiveState, LiveView } from "./live.ts";

/** The run as one line that moves. */
export function liveView(screen: Screen = openScreen()): LiveView {
	return {
		update: (state) => void screen.draw(line(state), false),
		done: (state, summary) => screen.draw(line(state, summary), true),
	};
}

function line({ optimizer, program, trials, spent, metric, status }: LiveState, summary?: string): View {
	const last = trials.at(-1);
	const value = last === undefined ? "" : ` · ${metric.name} ${formatValue(last.value, metric.unit)}`;
	const text = summary ?? `${trials.length} trials${value} · ${spent.calls} calls ${status}`;
	const whole = `${program}, ${optimizer}: ${text}`;
	return { text: whole, html: `<code>${whole.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</code>` };
}
