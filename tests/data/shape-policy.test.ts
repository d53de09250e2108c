import { describe, expect, it } from 'vitest';
import { faultsAfter, put } from '../support/library-files.ts';

const files = {
	base: 'questionnaires/test/2024/1-base.yaml',
	head: 'questionnaires/test/2024/questionnaire.yaml',
	tiers: 'questionnaires/test/2024/tiers.yaml',
	cases: 'questionnaires/test/2024/cases.yaml',
	document: 'measures/policy/document.yaml',
	award: 'measures/policy/award.yaml'
};
const text = { 'zh-cn': '题', en: 'Q' };
type Row = [string, string, unknown, string];

/** Each row: what is wrong, where it is put, what is put there, and the fault from its path on. */
function refuses(file: keyof typeof files, rows: Row[]): void {
	it.each(rows)('%s', (_, path, value, fault) => {
		const faults = faultsAfter((all) => put(all[files[file]], path, value));
		expect(faults).toContain(`${files[file]} ${fault}`);
		expect(faults.join('\n')).not.toContain('expected an object, received an object');
	});
}

describe('a policy document', () => {
	refuses('document', [
		[
			'ends on a day, in a month or nobody knows when',
			'inForce.until',
			undefined,
			'inForce.until: expected this key, received nothing'
		],
		[
			'ends on a day that exists',
			'inForce.until',
			'2024-02-30',
			'inForce.until: expected a day that exists (YYYY-MM-DD), a month (YYYY-MM) or unknown, received "2024-02-30"'
		],
		[
			'says where its data was compared',
			'checked',
			undefined,
			'checked: expected this key, received nothing'
		],
		[
			'has articles with measures or why none',
			'articles.0.measures',
			undefined,
			'articles.0.measures: expected this key, received nothing'
		],
		[
			'has articles that are wrong where they are wrong',
			'articles.0',
			{ clause: '1', title: text, none: text, measures: ['award'] },
			'articles.0.measures: expected no such key, received "measures"'
		],
		[
			'has offices in both languages, if it names them',
			'articles.0.units',
			[{ 'zh-cn': '局' }],
			'articles.0.units.0.en: expected this key, received nothing'
		]
	]);
});

describe('a measure', () => {
	refuses('award', [
		[
			'has another benefit',
			'benefit',
			{ kind: 'loan', amount: 5 },
			'benefit.kind: expected "share" or "award" or "ceiling" or "service" or "unstated" or "history", received "loan"'
		],
		[
			'has money to 分',
			'benefit.amount',
			0.0000001,
			'benefit.amount: expected at most six decimals, received 1e-7'
		],
		['has money from 0', 'benefit.amount', -1, 'benefit.amount: expected at least 0, received -1'],
		[
			'has a rate or rates',
			'benefit',
			{ kind: 'share', of: 'revenue' },
			'benefit: expected rate or rates, received an object'
		],
		[
			'has not both',
			'benefit',
			{ kind: 'share', of: 'revenue', rate: 1, rates: { '2024': 1 } },
			'benefit: expected rate or rates, received an object'
		],
		[
			'has a rate of 100 % at most',
			'benefit',
			{ kind: 'share', of: 'revenue', rate: 101 },
			'benefit.rate: expected at most 100, received 101'
		],
		[
			'has a cap with a scope',
			'benefit',
			{
				kind: 'share',
				of: 'revenue',
				rate: 1,
				caps: [{ on: 'payment', amount: 5, per: { open: 'x', reading: {} } }]
			},
			'benefit.caps.0.per.readings: expected this key, received nothing'
		],
		[
			'speaks to somebody',
			'applicant',
			[],
			'applicant: expected at least one entry, received a list'
		],
		[
			'has an area that exists, if it has its own',
			'area',
			{ within: ['9'], title: text },
			'award.area.within: expected the code of an area that exists, in quotes, like "320903", received "9"'
		],
		[
			'has an area of some place, if it has its own',
			'area',
			{ within: [], title: text },
			'area.within: expected at least one entry, received a list'
		],
		[
			'has an area with a name, if it has its own',
			'area',
			{ within: ['320903'] },
			'area.title: expected this key, received nothing'
		],
		[
			'has offices, if it names them',
			'units',
			[],
			'units: expected at least one entry, received a list'
		],
		[
			'strengthens what there is',
			'capabilities',
			['flying'],
			'capabilities: expected a capability of questionnaires/capabilities.yaml, received "flying"'
		],
		[
			'bears the name of its file',
			'id',
			'prize',
			'id: expected it to be what the file is called, received "prize"'
		],
		[
			'has two examples',
			'examples',
			[],
			'examples: expected at least two examples, received a list'
		],
		[
			'has examples on days that exist',
			'examples.0.on',
			'2024-13-01',
			'examples.0.on: expected a day that exists, written YYYY-MM-DD, received "2024-13-01"'
		],
		[
			'has examples with an outcome there is',
			'examples.0.expect.outcome',
			'yes',
			'examples.0.expect.outcome: expected "met" or "unmet" or "unknown" or "not-yet" or "ended" or "out-of-area" or "other-applicant" or "history", received "yes"'
		]
	]);
});
