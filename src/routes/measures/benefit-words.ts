import { m } from '#lib/paraglide/messages.js';
import { money } from '#lib/ui/money.ts';
import { percent } from '#lib/ui/percent.ts';
import { list } from '#lib/ui/text.ts';
import type { Benefit } from '#scoring';

/**
 * What a measure gives, in one line.
 *
 * @param base what a share is taken of
 */
export function benefitInWords(benefit: Benefit, base: string | undefined): string {
	switch (benefit.kind) {
		case 'share': {
			const rates = benefit.rates
				? list(
						Object.entries(benefit.rates).map(([year, rate]) =>
							m.rate_in_year({ year, rate: percent(rate) })
						)
					)
				: percent(benefit.rate!);
			return [m.benefit_share({ base: base!, rates }), ...capsInWords(benefit)].join(m.comma());
		}
		case 'award':
			return m.benefit_award({ amount: money(benefit.amount) });
		case 'ceiling': {
			const share =
				benefit.rate !== undefined && base !== undefined
					? [m.share_of({ base, rate: percent(benefit.rate) })]
					: [];
			const amount = benefit.amount === undefined ? [] : [money(benefit.amount)];
			const most = m.benefit_ceiling({ amount: [...share, ...amount].join(m.comma()) });
			return [most, ...capsInWords(benefit)].join(m.comma());
		}
		case 'service':
			return m.benefit_service();
		case 'unstated':
			return m.benefit_unstated();
		case 'history':
			return m.benefit_history();
	}
}

function capsInWords({ caps = [] }: Extract<Benefit, { kind: 'share' | 'ceiling' }>): string[] {
	const said = { cost: m.cap_on_cost, payment: m.cap_on_payment };
	return caps.map(({ on, amount }) => said[on]({ amount: money(amount) }));
}
