import { randomBytes } from 'node:crypto';
import type { Report } from '#lib/report/report.ts';

/** How long a report waits for the browser that is to print it. */
const lifeInMilliseconds = 60_000;

interface Waiting {
	readonly report: Report;
	readonly until: number;
}

/**
 * The reports that wait to be printed, by token. Kept beside all modules of the process: the built
 * application, which serves the page, and the shell, which prints through it, load this file twice.
 */
const key = Symbol.for('qidang.reports.waiting');
const shared = globalThis as { [key]?: Map<string, Waiting> };
const waiting = (shared[key] ??= new Map<string, Waiting>());

/** Hands a report over under a token that nobody can guess and that is good once. */
export function issue(report: Report, now = Date.now()): string {
	for (const [token, { until }] of waiting) if (until < now) waiting.delete(token);
	const token = randomBytes(24).toString('base64url');
	waiting.set(token, { report, until: now + lifeInMilliseconds });
	return token;
}

/** Takes the report of a token away; nothing where it was taken before, has expired or never was. */
export function redeem(token: string, now = Date.now()): Report | undefined {
	const found = waiting.get(token);
	waiting.delete(token);
	return found && found.until >= now ? found.report : undefined;
}
