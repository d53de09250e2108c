import type { Found } from '#lib/measures/find.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import type { Cell, Sheet } from '#lib/spreadsheet.ts';
import { date } from '#lib/ui/dates.ts';
import { list, say } from '#lib/ui/text.ts';
import { sourceWords } from '#lib/words/source.ts';
import { inherit, type Day, type OpenDocument, type OpenMeasure } from '#scoring';
import { library } from '#server/content.ts';
import { applicantWords } from '../measures/applicant-words.ts';
import { baseOf } from '../measures/base-of.ts';
import { benefitInWords } from '../measures/benefit-words.ts';
import { inForceWords } from '../measures/in-force-words.ts';
import { kindWords } from '../measures/kind-words.ts';
import { periodInWords } from '../measures/period-words.ts';

/** A row for each measure; money in 万元. */
export function measuresSheet(found: readonly Found[], on: Day, origin: string): Sheet {
	return {
		name: m.nav_measures(),
		columns: [
			{ title: m.document(), width: 40 },
			{ title: m.number(), width: 20 },
			{ title: m.article(), width: 12 },
			{ title: m.measure(), width: 32 },
			{ title: m.section_benefit(), width: 60 },
			{ title: m.who(), width: 16 },
			{ title: m.area(), width: 24 },
			{ title: m.filter_kind(), width: 16 },
			{ title: m.sheet_benefit(), width: 40 },
			{ title: m.sheet_award(), width: 14 },
			{ title: m.sheet_ceiling(), width: 14 },
			{ title: m.period_label(), width: 32 },
			{ title: m.sheet_state(), width: 24 },
			{ title: m.section_open(), width: 60 },
			{ title: m.capabilities(), width: 20 },
			{ title: m.offices(), width: 28 },
			{ title: m.source(), width: 24 },
			{ title: m.checked(), width: 16 },
			{ title: m.sheet_address(), width: 40 }
		],
		rows: found.flatMap(({ document, state, measures }) =>
			measures.map(({ measure }) => [
				...whatCells(document, measure),
				periodInWords(document.data.inForce),
				inForceWords[state]({ day: date(on) }),
				(measure.data.open ?? []).map(({ question }) => say(question)).join('\n'),
				list(measure.data.capabilities.map((id) => say(library.capabilities.get(id)!))),
				list(measure.units.map(say)),
				sourceWords(inherit(document.data.source, measure.data.source), getLocale()),
				date(document.data.checked),
				origin + localizeHref(`/measures/${measure.ref}`)
			])
		)
	};
}

function whatCells({ data: document }: OpenDocument, { data }: OpenMeasure): Cell[] {
	const { benefit } = data;
	const base = baseOf(data, library.catalogue.facts);
	return [
		say(document.title),
		document.number,
		data.article,
		say(data.title),
		say(data.summary),
		list(data.applicant.map((kind) => applicantWords[kind]())),
		say((data.area ?? document.area).title),
		kindWords[benefit.kind](),
		benefitInWords(benefit, base && say(base.title)),
		benefit.kind === 'award' ? benefit.amount : undefined,
		benefit.kind === 'ceiling' ? benefit.amount : undefined
	];
}
