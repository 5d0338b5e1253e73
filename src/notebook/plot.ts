import type * as Plot from "@observablehq/plot";
import { loadPeer } from "../core/peer.ts";
import { escapeHtml } from "../view/escape.ts";

/** One plot of a picture, with a heading above it. */
export interface Panel {
	readonly heading?: string;
	/** Gets the Plot module, which is loaded only now. */
	readonly plot: (plot: typeof Plot) => Plot.PlotOptions;
}

/** Colours that people with any kind of colour vision can tell apart (Okabe and Ito 2008). */
export const colours = { blue: "#0072b2", vermilion: "#d55e00", green: "#009e73", grey: "#6b7280" } as const;

/** Room for the longest of some labels, in pixels at the charts' font size. */
export function roomFor(labels: readonly string[]): number {
	return Math.ceil(Math.max(0, ...labels.map((label) => label.length)) * 7) + 16;
}

/** A printed value as short as an axis wants it: 1.50 s → 1.5 s, 20.0 % → 20 %. */
export function tickText(text: string): string {
	return text.replace(/(\.\d*?)0+(?=\D|$)/, "$1").replace(/\.(?=\D|$)/, "");
}

const margin = 12;
const headingHeight = 24;
const font = "system-ui, sans-serif";
const ink = "#1f2937";

/**
 * Draws panels under one another as one SVG document with a white ground, so that it reads on a dark page too. The same
 * panels give the same bytes.
 */
export async function drawPanels(panels: readonly Panel[]): Promise<string> {
	const module = await loadPeer("@observablehq/plot", "drawing a chart", () => import("@observablehq/plot"));
	const { parseHTML } = await loadPeer("linkedom", "drawing a chart", () => import("linkedom"));
	const { document } = parseHTML("<html></html>");

	const parts: string[] = [];
	let width = 0;
	let y = margin;
	for (const { heading, plot } of panels) {
		const options = plot(module);
		const drawn = module.plot({
			...options,
			document,
			className: "touchstone", // Plot would make a random one
			figure: false, // one SVG, never a <figure> around it: headings and legends are drawn here
			style: { fontFamily: font, fontSize: "12px", color: ink, background: "white", overflow: "visible" },
		});
		if (heading !== undefined) {
			parts.push(words(margin, y + 12, heading, 'font-size="14" font-weight="600"'));
			y += headingHeight;
		}
		const legend = legendOf(drawn.scale("color"), options.color?.legend);
		if (legend.length > 0) {
			parts.push(swatches(legend, y));
			y += headingHeight;
		}
		drawn.setAttribute("x", String(margin));
		drawn.setAttribute("y", String(y));
		parts.push(drawn.outerHTML);
		width = Math.max(width, Number(drawn.getAttribute("width")));
		y += Number(drawn.getAttribute("height")) + margin;
	}
	const [w, h] = [width + 2 * margin, y];
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">` +
		`<rect width="${w}" height="${h}" rx="6" fill="#ffffff"/>${parts.join("")}</svg>`
	);
}

interface Swatch {
	readonly label: string;
	readonly colour: string;
}

// the colours of categories; a continuous scale explains itself by numbers in the picture
function legendOf(scale: Plot.Scale | undefined, wanted: unknown): Swatch[] {
	if (!wanted || scale === undefined || !["ordinal", "categorical"].includes(String(scale.type))) return [];
	const range = [...(scale.range ?? [])];
	return [...(scale.domain ?? [])].map((value, index) => ({
		label: String(value),
		colour: String(range[index % range.length]),
	}));
}

function swatches(legend: readonly Swatch[], y: number): string {
	let x = margin;
	return legend
		.map(({ label, colour }) => {
			const drawn =
				`<rect x="${x}" y="${y + 2}" width="12" height="12" fill="${escapeHtml(colour)}"/>` +
				words(x + 17, y + 12, label, 'font-size="12"');
			x += 17 + roomFor([label]);
			return drawn;
		})
		.join("");
}

function words(x: number, y: number, text: string, weight: string): string {
	return `<text x="${x}" y="${y}" font-family="${font}" fill="${ink}" ${weight}>${escapeHtml(text)}</text>`;
}
