import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { groupedCode, readCode } from '#lib/report/code.ts';

/** Leads to the page of the code that was typed; what is none stays in its field. */
export function load({ url, setHeaders }) {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow' });
	const typed = url.searchParams.get('code')?.trim().slice(0, 100);
	const code = typed && readCode(typed);
	if (code) redirect(303, localizeHref(`/verify/${groupedCode(code)}`));
	return { typed };
}
