/** Days as texts, YYYY-MM-DD. */
export function addDays(day: string, count: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

export function isSunday(day: string): boolean {
	return new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
}

/** Monday to Friday; the world of Tolvery has no other holidays. */
export function addWorkingDays(day: string, count: number): string {
	let [found, left] = [day, count];
	while (left > 0) {
		found = addDays(found, 1);
		const weekday = new Date(`${found}T00:00:00Z`).getUTCDay();
		if (weekday !== 0 && weekday !== 6) left--;
	}
	return found;
}
