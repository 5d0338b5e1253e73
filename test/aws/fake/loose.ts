/** Inputs and outputs of any operation: their form is checked against the service model, not by the compiler. */
// biome-ignore lint/suspicious/noExplicitAny: the form is known at run time only
export type Loose = any;
