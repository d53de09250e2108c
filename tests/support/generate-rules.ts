import {
	documentSchema,
	measureSchema,
	type Condition,
	type Day,
	type DocumentData,
	type Leaf,
	type MeasureData
} from '#scoring';
import { applicants, factLeaf, titleLeaf, type Owner } from './catalogue.ts';
import type { Draw } from './draw.ts';
import { drawCondition, text } from './generate-condition.ts';
import { checked } from './generate-edition.ts';

/** A policy document and its measures, as `openDocument` takes them. */
export interface Policy {
	readonly data: DocumentData;
	readonly measures: readonly MeasureData[];
}

const official = { authority: 'official' } as const;
const reading = (id: string) => ({ id, text: text(id) });

export function drawPolicies(draw: Draw): Policy[] {
	return Array.from({ length: draw.between(1, 3) }, (_, i) => drawPolicy(draw, `p${i + 1}`));
}

/** A day around the ends of the documents' periods. */
export function drawDay(draw: Draw): Day {
	const inside = ['2023-06-15', '2022-12-31', '2024-03-31'];
	return draw.pick([
		...inside,
		...inside,
		'2021-12-31',
		'2022-01-15',
		'2024-12-31',
		'2025-01-01',
		'2026-05-05'
	]);
}

function drawPolicy(draw: Draw, id: string): Policy {
	const measures = Array.from({ length: draw.between(2, 4) }, (_, i) =>
		drawMeasure(draw, `${id}-m${i + 1}`)
	);
	const stacking = {
		clause: 'end',
		text: text('stacking'),
		against: draw.pick(['same-government', 'all']),
		open: {
			id: 'together',
			question: text('together?'),
			readings: [reading('add'), reading('higher')],
			pays: { add: 'sum', higher: 'highest' }
		}
	};
	const data = {
		id,
		title: text(id),
		issuer: text('nobody'),
		government: draw.pick(['320900', '320000']),
		issued: draw.pick(['2022-01-01', 'unknown']),
		inForce: drawPeriod(draw),
		area: {
			within: draw.pick([['320902', '320903', '320900-zone'], ['320900'], ['320902']]),
			title: text('here'),
			...(draw.chance(50) ? { elsewhere: { within: ['320981'], say: text('elsewhere') } } : {})
		},
		...(draw.chance(60) ? { stacking } : {}),
		checked: '2024-01-01',
		source: official,
		cites: [],
		unknown: [],
		articles: [{ clause: 'a', title: text('a'), measures: measures.map((measure) => measure.id) }]
	};
	return { data: checked(documentSchema, data), measures };
}

function drawPeriod(draw: Draw): unknown {
	const from = draw.pick([
		'2022-01-01',
		'2022-01-01',
		'2022-01',
		'2022-12-31',
		'unknown',
		'2024-01-01'
	]);
	const until = draw.pick([
		'2024-12-31',
		'2024-12-31',
		'2024-12',
		'2024-12-31',
		'unknown',
		'2023-12-31'
	]);
	const kept = from === '2024-01-01' ? '2024-12-31' : until;
	return { from, until: kept, note: text('period') };
}

/** Wider and narrower than the areas of documents. */
const reaches = [['320900'], ['320000'], ['320903001'], ['320981', '320902']];

function drawMeasure(draw: Draw, id: string): MeasureData {
	const judgedAt = draw.pick<Owner>(['enterprise', 'project', 'project-year', 'project-year']);
	const owners: Owner[] = ['enterprise', 'project', 'project-year'];
	const readable = owners.slice(0, owners.indexOf(judgedAt) + 1);
	const benefit = drawBenefit(draw, judgedAt);
	const measure = {
		id,
		title: text(id),
		summary: text(id),
		article: 'a',
		applicant: draw.pick([['manufacturer'], [...applicants], ['manufacturer', 'provider']]),
		...(draw.chance(25) ? { area: { within: draw.pick(reaches), title: text('reach') } } : {}),
		judgedAt,
		...(draw.chance(75) ? { requires: drawRequirement(draw, readable) } : {}),
		benefit,
		open: [
			{ id: 'per', question: text('per?'), readings: [reading('each'), reading('all')] },
			{ id: 'vague', question: text('vague?') }
		],
		capabilities: []
	};
	return checked(measureSchema, measure);
}

function drawRequirement(draw: Draw, owners: readonly Owner[]): Condition {
	const leaf = (): Leaf => {
		const kind = draw.below(20);
		if (kind < 13) return factLeaf(draw, owners);
		if (kind < 16) return titleLeaf(draw, true);
		if (kind < 18)
			return {
				tier: 'trial',
				...draw.pick([{ atLeast: 't1' }, { in: ['t1', 't2'] }, { atLeast: 't2' }])
			};
		return { open: draw.pick(['vague', 'per']) };
	};
	return drawCondition(draw, leaf, 2);
}

const paying = ['share', 'award', 'ceiling', 'share'] as const;
const money = { enterprise: 'revenue', project: 'cost', 'project-year': 'spent' } as const;

function drawBenefit(draw: Draw, judgedAt: Owner): unknown {
	const of = money[judgedAt];
	const kind = draw.pick([...paying, ...paying, 'history', 'service', 'unstated']);
	switch (kind) {
		case 'share': {
			const byYear = judgedAt === 'project-year' && draw.chance(60);
			const rate = byYear
				? { rates: { '2022': 12, '2023': 11, '2024': 10 } }
				: { rate: draw.pick([10, 0.5, 33.333]) };
			return { kind, of, ...rate, ...drawCaps(draw, judgedAt) };
		}
		case 'award':
			return { kind, amount: draw.pick([50, 0.5, 100]) };
		case 'ceiling': {
			const shared = draw.pick([{ amount: 30 }, { of, rate: 20 }, { amount: 30, of, rate: 20 }]);
			return { kind, ...shared, ...drawCaps(draw, judgedAt) };
		}
		case 'service':
			return { kind, what: text('a service'), worth: 1 };
		default:
			return { kind, what: text('support') };
	}
}

/** Caps as texts have them: on cost per unit judged, and one on payment, its scope stated or open. */
function drawCaps(draw: Draw, judgedAt: Owner): object {
	const scopes = {
		enterprise: ['enterprise'],
		project: ['project', 'enterprise'],
		'project-year': ['project-year', 'project', 'enterprise-year', 'enterprise']
	}[judgedAt];
	const narrow = draw.pick(scopes);
	const open = { open: 'per', readings: { each: narrow, all: scopes.at(-1) } };
	const caps = [
		...(draw.chance(40) ? [{ on: 'cost', amount: 300, per: judgedAt }] : []),
		...(draw.chance(60)
			? [{ on: 'payment', amount: draw.pick([40, 20, 10]), per: draw.chance(50) ? open : narrow }]
			: []),
		...(draw.chance(20) ? [{ on: 'payment', amount: 60, per: 'enterprise' }] : [])
	];
	return caps.length > 0 ? { caps } : {};
}
