import { readFileSync } from "node:fs";

export interface MemberShape {
	readonly shape: string;
	readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
	readonly locationName?: string;
	readonly eventpayload?: boolean;
	readonly streaming?: boolean;
	readonly flattened?: boolean;
}

export interface Shape {
	readonly type: string;
	readonly members?: Readonly<Record<string, MemberShape>>;
	readonly required?: readonly string[];
	readonly member?: MemberShape;
	readonly key?: MemberShape;
	readonly value?: MemberShape;
	readonly enum?: readonly string[];
	readonly min?: number;
	readonly max?: number;
	readonly pattern?: string;
	readonly union?: boolean;
	/** Any JSON. */
	readonly document?: boolean;
	readonly payload?: string;
	readonly event?: boolean;
	readonly eventstream?: boolean;
	readonly exception?: boolean;
	readonly error?: { readonly httpStatusCode?: number };
	readonly timestampFormat?: string;
	readonly flattened?: boolean;
}

export interface OperationShape {
	readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
	readonly input?: string;
	readonly output?: string;
	readonly errors: readonly string[];
}

export interface Service {
	readonly protocol: "rest-json" | "json" | "query" | "rest-xml";
	readonly targetPrefix?: string;
	/** What the scope of a signature names. */
	readonly signingName: string;
	readonly operations: Readonly<Record<string, OperationShape>>;
	readonly shapes: Readonly<Record<string, Shape>>;
}

/** An operation found for a request. */
export interface Route {
	readonly name: string;
	readonly operation: OperationShape;
	readonly service: Service;
	/** Labels of the path, decoded. */
	readonly labels: Readonly<Record<string, string>>;
}

const table = new URL("../../fixtures/aws/service-shapes.json", import.meta.url);

export function readServices(): Readonly<Record<string, Service>> {
	return JSON.parse(readFileSync(table, "utf8")).services;
}

export function shapeOf(service: Service, name: string): Shape {
	const shape = service.shapes[name];
	if (shape === undefined) throw new Error(`the table holds no shape ${name}`);
	return shape;
}

/** The member of an output that is an event stream, and its events. */
export function eventStream(route: Route): { readonly member: string; readonly shape: Shape } | null {
	const output = route.operation.output === undefined ? null : shapeOf(route.service, route.operation.output);
	for (const [member, reference] of Object.entries(output?.members ?? {})) {
		const shape = shapeOf(route.service, reference.shape);
		if (shape.eventstream) return { member, shape };
	}
	return null;
}
