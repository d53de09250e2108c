import { m } from '#lib/paraglide/messages.js';
import { date } from '#lib/ui/dates.ts';
import { grouped } from '#lib/words/format.ts';
import { say } from '#lib/ui/text.ts';
import type { Target } from '#scoring';

/** The figure with its unit: "不少于 40 个", "3–5 场". */
export function figureWords({ atLeast, atMost, over, is, between, unit }: Target): string {
	const sized = (number: string) => m.target_figure({ number, unit: say(unit) });
	if (atLeast !== undefined) return m.target_at_least({ figure: sized(grouped(atLeast)) });
	if (atMost !== undefined) return m.target_at_most({ figure: sized(grouped(atMost)) });
	if (over !== undefined) return m.target_over({ figure: sized(grouped(over)) });
	if (between) return sized(between.map(grouped).join('–'));
	return sized(grouped(is!));
}

/** By when; a year by itself means its end. */
export function deadlineWords({ by }: Target): string {
	return by.length === 4 ? m.target_by_year({ year: by }) : date(by);
}

export const countedWords: Record<Target['counted'], () => string> = {
	'by-then': m.target_by_then,
	cumulative: m.target_cumulative,
	added: m.target_added,
	'each-year': m.target_each_year
};
