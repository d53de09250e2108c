import { m } from '#lib/paraglide/messages.js';
import type { Benefit } from '#scoring';

/** The kinds of support, as one chooses among them. */
export const kindWords: Record<Benefit['kind'], () => string> = {
	share: m.support_share,
	award: m.support_award,
	ceiling: m.support_ceiling,
	service: m.support_service,
	unstated: m.support_unstated,
	history: m.support_history
};
