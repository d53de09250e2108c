import { localizeHref } from '#lib/paraglide/runtime.js';

/** Where an address wants one to go after signing in: a place of this site, else one's own account. */
export function wayOn(url: URL): string {
	const to = url.searchParams.get('to');
	const own = localizeHref('/account');
	if (!to?.startsWith('/') || !URL.canParse(to, url)) return own;
	const place = new URL(to, url);
	return place.origin === url.origin ? place.pathname + place.search : own;
}

/** The address of a page, with where to go on from there. */
export function withWayOn(
	path: string,
	url: { readonly searchParams: Pick<URLSearchParams, 'get'> }
): string {
	const to = url.searchParams.get('to');
	return localizeHref(path) + (to ? `?to=${encodeURIComponent(to)}` : '');
}
