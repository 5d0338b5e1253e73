import { DataError } from "../core/errors.ts";
import { validateShape } from "../core/schema.ts";
import type { Signature } from "./signature.ts";

/**
 * An input as its signature reads it, defaults filled in.
 *
 * @throws DataError, with the column, when it does not fit
 */
export async function validInput<I, O>(signature: Pick<Signature<I, O>, "name" | "input">, input: unknown) {
	const valid = await validateShape(signature.input, input);
	if (valid.ok) return valid.value;
	throw new DataError(`${signature.name}: the input does not fit: ${valid.issues.join("; ")}`, { column: valid.field });
}
