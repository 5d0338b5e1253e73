// Preloaded (node --import) into a process that is to run as if the package in WITHOUT_PACKAGE were not installed.
import { register } from "node:module";

const hooks = `
const absent = ${JSON.stringify(process.env.WITHOUT_PACKAGE)};
export function resolve(specifier, context, next) {
	// looked up from where there are no packages at all, so that the error is Node's own
	return next(specifier, specifier === absent ? { ...context, parentURL: "file:///nowhere/at-all.mjs" } : context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
