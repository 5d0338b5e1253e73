export type { AwsCredentials, AwsOptions } from "./connection.ts";
