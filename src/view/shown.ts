import { type Displayable, displayable, type View } from "./view.ts";

/** A view that is also a value of its own: the last line of a cell shows it, `console.log` prints it. */
export type Shown = View & Displayable;

/** Makes a view show itself. */
export function shown(view: View): Shown {
	return displayable({ ...view }, () => view);
}
