import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

const numerals = [...'零一二三四五六七八九'];

/** A level of a ladder: 三级, level 3. */
export function levelWord(level: number): string {
	return m.level({ level: getLocale() === 'en' ? String(level) : numerals[level]! });
}
