import { problems } from '#server/problems.ts';
import { redeem } from '#server/reports/tokens.ts';

/** A report for the browser that prints it, once: see src/server/reports. */
export function load({ params, setHeaders }) {
	setHeaders({ 'cache-control': 'no-store' });
	const report = redeem(params.token) ?? problems.printedOrExpired();
	// As one string: Kit would look at each of its thousands of parts by itself, here and in the browser.
	return { token: params.token, report: JSON.stringify(report) };
}
