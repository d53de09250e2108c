import type { Reroute, Transport } from '@sveltejs/kit/hooks';
import type { JourneyPage } from '#lib/journey/page.ts';
import { ServedPage } from '#lib/journey/served-page.ts';
import { deLocalizeUrl } from '#lib/paraglide/runtime.js';

/** One set of pages serves both languages: /en/… is the route at /…. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname;

/** As JSON: written and read several times faster than Kit's own form, which goes through every value. */
export const transport: Transport = {
	page: {
		encode: (value) => value instanceof ServedPage && value.encoded(),
		decode: (text: string) => JSON.parse(text) as JourneyPage
	}
};
