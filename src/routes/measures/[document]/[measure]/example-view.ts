import { m } from '#lib/paraglide/messages.js';
import { money, moneyBetween } from '#lib/ui/money.ts';
import { list, say } from '#lib/ui/text.ts';
import { outcomeWords } from '#lib/words/measure.ts';
import type { Catalogue, Example, MeasureData } from '#scoring';

/** A worked example, its result in words. */
export function exampleView(example: Example, measure: MeasureData, catalogue: Catalogue) {
	const { name, arithmetic, on, expect } = example;
	const { amount, readings = {}, asks = [], noRate = [], short = {} } = expect;
	const nameOf = (id: string) => {
		const known = catalogue.facts.get(id) ?? catalogue.titles.get(id);
		return known ? say(known.title) : id === 'projects' ? m.ask_projects() : id;
	};
	const texts = measure.open?.flatMap((open) => open.readings ?? []) ?? [];
	const distance = (id: string, by: number) =>
		catalogue.facts.get(id)?.type === 'money' ? money(by) : String(by);
	// A ceiling promises nothing below itself.
	const paidWords = (paid: NonNullable<typeof amount>) =>
		measure.benefit.kind === 'ceiling'
			? m.benefit_ceiling({ amount: money(typeof paid === 'number' ? paid : paid.high) })
			: moneyBetween(paid);
	const notes = [
		...Object.entries(readings).map(([id, paid]) => {
			const reading = texts.find((one) => one.id === id);
			return m.reading_pays({ reading: reading ? say(reading.text) : id, amount: paidWords(paid) });
		}),
		...Object.entries(short).map(([id, by]) =>
			m.short_by({ fact: nameOf(id), distance: distance(id, by) })
		),
		...(noRate.length > 0 ? [m.no_rate_for({ years: list(noRate.map(String)) })] : []),
		...(asks.length > 0 ? [m.still_to_ask({ asks: list(asks.map(nameOf)) })] : [])
	];
	return {
		name,
		arithmetic,
		on,
		outcome: say(outcomeWords[expect.outcome]),
		amount: amount === undefined ? undefined : paidWords(amount),
		notes
	};
}
