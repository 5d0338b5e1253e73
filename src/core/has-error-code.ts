/** True for an error of the operating system with that code ("ENOENT", "ENOSPC", …). */
export function hasErrorCode(error: unknown, code: string): boolean {
	return error instanceof Error && (error as { code?: unknown }).code === code;
}
