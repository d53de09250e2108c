import type { Reroute } from '@sveltejs/kit/hooks';
import { deLocalizeUrl } from '#lib/paraglide/runtime.js';

/** One set of pages serves both languages: /en/… is the route at /…. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname;
