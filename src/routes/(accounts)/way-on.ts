import { localizeHref } from '#lib/paraglide/runtime.js';

/** Where an address wants one to go after signing in: a place of this site, else one's own account. */
export function wayOn(url: URL): string {
	const next = url.searchParams.get('next');
	const own = localizeHref('/account');
	if (!next?.startsWith('/') || !URL.canParse(next, url)) return own;
	const place = new URL(next, url);
	// `/.//elsewhere` is a place of this site whose path a browser takes for another site.
	if (place.origin !== url.origin || place.pathname.startsWith('//')) return own;
	return place.pathname + place.search;
}

/** The address of a page, with where to go on from there. */
export function withWayOn(
	path: string,
	url: { readonly searchParams: Pick<URLSearchParams, 'get'> }
): string {
	const next = url.searchParams.get('next');
	return localizeHref(path) + (next ? `?next=${encodeURIComponent(next)}` : '');
}
