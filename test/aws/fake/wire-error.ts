/** A refusal, thrown by rules and handlers, sent in the form of the service's protocol. */
export class WireError extends Error {
	readonly status: number | undefined;
	readonly headers: Readonly<Record<string, string>>;

	constructor(name: string, message: string, status?: number, headers: Readonly<Record<string, string>> = {}) {
		super(message);
		this.name = name;
		this.status = status;
		this.headers = headers;
	}
}

export function refuse(message: string): never {
	throw new WireError("ValidationException", message, 400);
}
