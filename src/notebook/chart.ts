import type { PlotOptions } from "@observablehq/plot";
import { picture } from "../view/picture.ts";
import type { Shown } from "../view/shown.ts";
import { drawPanels } from "./plot.ts";

export interface ChartWords {
	/** One sentence for those who do not see the picture. */
	readonly alt: string;
	/** What a terminal prints instead; the `alt` sentence by default. */
	readonly text?: string;
}

/**
 * Any chart that Observable Plot can draw, as a value that shows itself in a notebook, in a committed one too.
 *
 * Needs the peers @observablehq/plot and linkedom. Import Plot yourself for the marks.
 *
 * @param options what you would give to `Plot.plot`
 * @throws MissingDependencyError when a peer is not installed
 * @see https://observablehq.com/plot/
 */
export async function chart(options: object, { alt, text = alt }: ChartWords): Promise<Shown> {
	const plot = options as PlotOptions;
	const heading = plot.title === undefined ? {} : { heading: String(plot.title) };
	return picture({ svg: await drawPanels([{ ...heading, plot: () => plot }]), alt, text });
}
