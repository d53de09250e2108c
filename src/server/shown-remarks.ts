import type { Locale } from '#scoring';
import { m } from '#lib/paraglide/messages.js';
import type { ShownRemark } from '#lib/sheets/finding-remark.ts';
import { today } from './clock.ts';
import type { EnterpriseSheet } from './enterprise-sheets.ts';

/** The remarks on a sheet's findings as one person is shown them, oldest first: names stand in accounts alone. */
export function shownRemarks(
	{ remarks }: Pick<EnterpriseSheet, 'remarks'>,
	locale: Locale,
	reader?: string
): (ShownRemark & { readonly id: string })[] {
	return remarks.map(({ id, finding, kind, priority, text, by, at }) => ({
		...{ id, finding, kind, priority, text },
		by:
			by === reader
				? m.sheet_by_you({}, { locale })
				: m.remark_by({ id: by.slice(0, 8) }, { locale }),
		on: today(at)
	}));
}
