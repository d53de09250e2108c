import type { Locale, OpenEdition } from '#scoring';

/** The tier of a rank, 1 the lowest: 二级 规范级; rank 0 is what one says below the ladder. */
export function tierWords({ ladder }: OpenEdition, rank: number, locale: Locale): string {
	const tier = ladder.tiers[rank - 1];
	if (!tier) return ladder.below[locale];
	return [tier.title[locale], tier.name?.[locale]].filter(Boolean).join(' ');
}
