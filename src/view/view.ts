/**
 * How a value looks: text for a terminal, HTML for a notebook. Both are made from the same facts, and both stand alone.
 *
 * The HTML must survive an untrusted notebook: inline `style` attributes only, no `<style>`, `<script>` or inline `<svg>`
 * (a picture goes in as an `<img>` with an SVG data URI).
 */
export interface View {
	readonly text: string;
	readonly html: string;
	/** A picture's own SVG, where the view is one picture. */
	readonly svg?: string;
}

/** A value that shows itself in Jupyter and on a terminal. */
export interface Displayable {
	view(): View;
}

const jupyterDisplay = Symbol.for("Jupyter.display");
const nodeInspect = Symbol.for("nodejs.util.inspect.custom");
const denoInspect = Symbol.for("Deno.customInspect");

/**
 * Gives a value its look: in a Jupyter cell (the Deno kernel asks for a MIME bundle) and in `console.log` on Node and Deno.
 * The added members are not enumerable, so the value prints as JSON, compares and spreads as before.
 */
export function displayable<T extends object>(value: T, view: (value: T) => View): T & Displayable {
	const look = () => view(value);
	const members: Record<PropertyKey, unknown> = {
		view: look,
		[jupyterDisplay]: () => bundle(look()),
		[nodeInspect]: () => look().text,
		[denoInspect]: () => look().text,
	};
	for (const key of Reflect.ownKeys(members)) {
		Object.defineProperty(value, key, { value: members[key as string], enumerable: false, configurable: true });
	}
	return value as T & Displayable;
}

/** The MIME bundle of a view, as a Jupyter front end wants it. */
export function bundle(view: View): Record<string, string> {
	const mime: Record<string, string> = { "text/plain": view.text, "text/html": view.html };
	if (view.svg !== undefined) mime["image/svg+xml"] = view.svg;
	return mime;
}
