import { describe, expect, it } from 'vitest';
import type { Target } from '#scoring';
import { openContent } from '../../scripts/content.ts';
import { faultsAfter, libraryAfter, put, type Slip } from '../support/library-files.ts';

const file = 'measures/policy/targets.yaml';
const text = { 'zh-cn': '目标', en: 'Target' };
const target: Target = {
	id: 'factories',
	title: text,
	clause: '1',
	area: ['320900'],
	by: '2024',
	counted: 'cumulative',
	atLeast: 40,
	unit: text,
	state: 'target'
};

/** The small library with targets, one of them changed at a path. */
const withTargets =
	(targets: readonly Target[], path?: string, value?: unknown): Slip =>
	(files) => {
		files[file] = { targets: structuredClone(targets) };
		if (path !== undefined) put(files[file], path, value);
	};

describe('the targets of a document', () => {
	it('are read in their order, and are none without the file', () => {
		const other = { ...target, id: 'workshops', area: ['320900-yannan', '320903'] };
		const read = libraryAfter(withTargets([other, target])).documents.get('policy')!;
		expect(read.targets).toEqual([other, target]);
		expect(libraryAfter(() => undefined).documents.get('policy')!.targets).toEqual([]);
	});

	it('are part of what the hash covers, and no measure', () => {
		const hashes = [
			libraryAfter(() => undefined),
			libraryAfter(withTargets([target])),
			libraryAfter(withTargets([{ ...target, atLeast: 41 }]))
		].map((library) => library.documents.get('policy')!);
		expect(new Set(hashes.map((one) => one.hash)).size).toBe(3);
		expect(hashes.map((one) => one.document.measures.length)).toEqual([1, 1, 1]);
	});

	it.each<[string, string, unknown, string]>([
		[
			'stand in an article',
			'targets.0.clause',
			'9',
			'targets.0.clause: expected an article of document.yaml, received "9"'
		],
		[
			'are for areas that are codes',
			'targets.0.area',
			['Dongguan'],
			'targets.0.area: expected the code of an area that exists, in quotes, like "320903", received "Dongguan"'
		],
		[
			'are for zones that there are',
			'targets.0.area',
			['320903', '320900-gone'],
			'targets.0.area: expected the code of an area that exists, in quotes, like "320903", received "320900-gone"'
		],
		[
			'are for some area',
			'targets.0.area',
			[],
			'targets.0.area: expected at least one entry, received a list'
		],
		[
			'say a figure',
			'targets.0.atLeast',
			undefined,
			'targets.0: expected exactly one of atLeast, atMost, over, is, between, received an object'
		],
		[
			'say one figure only',
			'targets.0.is',
			40,
			'targets.0: expected exactly one of atLeast, atMost, over, is, between, received an object'
		],
		[
			'say a figure from 0 on',
			'targets.0.atLeast',
			-1,
			'targets.0.atLeast: expected at least 0, received -1'
		],
		[
			'have two ends where they lie between two',
			'targets.0',
			{ ...target, atLeast: undefined, between: [5, 3] },
			'targets.0.between: expected the smaller number first, received a list'
		],
		[
			'have a deadline that exists',
			'targets.0.by',
			'2023-02-29',
			'targets.0.by: expected a year (YYYY), a day that exists (YYYY-MM-DD) or unknown, received "2023-02-29"'
		],
		[
			'have a deadline or say that there is none',
			'targets.0.by',
			undefined,
			'targets.0.by: expected this key, received nothing'
		],
		[
			'say how they are counted',
			'targets.0.counted',
			'monthly',
			'targets.0.counted: expected "by-then" or "cumulative" or "added" or "each-year", received "monthly"'
		],
		[
			'are targets or were achieved',
			'targets.0.state',
			'missed',
			'targets.0.state: expected "target" or "achieved", received "missed"'
		],
		[
			'are in both languages',
			'targets.0.unit',
			{ 'zh-cn': '个' },
			'targets.0.unit.en: expected this key, received nothing'
		],
		['are some', 'targets', [], 'targets: expected at least one entry, received a list'],
		[
			'stand there once',
			'targets.1',
			{ ...target, title: text },
			'factories: expected it once, received "factories"'
		]
	])('%s', (_, path, value, fault) => {
		expect(faultsAfter(withTargets([target], path, value))).toEqual([`${file} ${fault}`]);
	});

	it('are for areas that the table has, where it is at hand', () => {
		const area = { ...target, area: ['329900'] };
		expect(libraryAfter(withTargets([area])).documents.size).toBe(1);
		const faults = faultsAfter(withTargets([area]), (code) => code.startsWith('3209'));
		expect(faults).toEqual([
			`${file} targets.0.area: expected the code of an area that exists, in quotes, like "320903", received "329900"`
		]);
	});
});

/** Figures read off the texts: comparison, number, deadline. */
const figures: Record<string, Record<string, readonly [keyof Target, unknown, string]>> = {
	'dongguan-2023': {
		'key-enterprises': ['is', 100, '2023'],
		'empowered-enterprises': ['atLeast', 100, '2023'],
		'smart-factories': ['atLeast', 40, '2023'],
		'above-scale-enterprises': ['is', 1000, '2023'],
		'centre-customers': ['atLeast', 100, '2023'],
		'centre-traditional-customers': ['atLeast', 20, '2023'],
		'centre-fee': ['atLeast', 10, 'unknown'],
		'ecosystem-partners': ['atLeast', 20, 'unknown'],
		'study-routes': ['atLeast', 3, 'unknown'],
		'college-trainings': ['atLeast', 2, 'unknown'],
		trainings: ['atLeast', 30, 'unknown'],
		'matchmaking-events': ['between', [3, 5], 'unknown'],
		'core-software-projects': ['is', 4, '2023'],
		'trial-use-projects': ['atLeast', 10, '2023'],
		'software-firms': ['atLeast', 8, '2023'],
		'base-stations': ['is', 20_000, '2023'],
		'edge-nodes': ['is', 4, '2023'],
		'identifier-nodes': ['is', 3, '2023'],
		'typical-cases': ['is', 50, 'unknown'],
		'digital-economy-funds': ['is', 100, 'unknown']
	},
	'dongguan-2021-reply': {
		assessments: ['over', 6200, '2021-07-02'],
		'cloud-enterprises': ['over', 5000, '2021-07-02'],
		'application-projects': ['is', 40, '2021-07-02'],
		'enquiries-on-site': ['over', 50, 'unknown'],
		'enquiries-in-writing': ['over', 700, 'unknown'],
		'integration-certificates': ['is', 200, '2021-07-02'],
		'informatisation-projects': ['is', 170, '2021-07-02'],
		'informatisation-money': ['atMost', 5700, '2021-07-02'],
		'informatisation-investment': ['over', 6, '2021-07-02'],
		'cloud-voucher-projects': ['is', 495, '2020'],
		'demonstration-projects': ['is', 23, '2020'],
		'demonstration-money': ['is', 6722.81, '2020'],
		'cluster-projects': ['is', 17, '2020'],
		'cluster-money': ['is', 4022.73, '2020'],
		'city-pool-providers': ['is', 42, '2021-07-02'],
		'province-pool-providers': ['is', 18, '2021-07-02'],
		'lectures-planned': ['is', 10, 'unknown'],
		'lectures-held': ['is', 4, '2021-07-02'],
		'lectures-enterprises': ['over', 200, '2021-07-02'],
		'salons-planned': ['is', 5, '2021']
	},
	'yancheng-2022': {
		'upgraded-enterprises': ['is', 100, '2024'],
		'digital-new-projects': ['is', 100, '2024'],
		'digital-chains': ['is', 23, '2024'],
		'base-stations': ['is', 12_000, '2024'],
		'connected-parks': ['is', 100, '2024'],
		'identifier-nodes': ['is', 3, '2024'],
		'provincial-scenes': ['is', 100, '2024'],
		'provincial-factories': ['is', 200, '2024'],
		'national-demonstrations': ['is', 5, '2024'],
		'star-cloud-enterprises': ['is', 1500, '2024'],
		'connected-devices': ['is', 300_000, '2024'],
		'provincial-platforms': ['is', 10, '2024'],
		'leading-providers': ['is', 5, '2024'],
		'digital-talent': ['is', 30_000, '2024'],
		'industrial-bases': ['is', 4, '2024'],
		'integration-level': ['atLeast', 72, '2024'],
		'process-control-rate': ['atLeast', 65, '2024'],
		'management-digital-rate': ['atLeast', 85, '2024'],
		'design-tool-rate': ['atLeast', 90, '2024'],
		'productivity-growth': ['over', 0, '2024'],
		'diagnosed-enterprises': ['is', 100, '2023'],
		'municipal-demonstrations': ['is', 50, '2024'],
		'provincial-factories-yearly': ['is', 40, '2024'],
		'published-scenes': ['is', 100, '2024'],
		'chain-leader-platforms': ['atLeast', 40, '2024'],
		'star-cloud-yearly': ['is', 300, '2024'],
		'retrofit-projects': ['is', 100, '2024'],
		robots: ['is', 2000, '2024'],
		'machining-centres': ['is', 10_000, '2024'],
		'first-sets': ['is', 10, '2024'],
		'open-contests': ['is', 10, '2024'],
		'industrial-apps': ['is', 100, '2024'],
		'best-providers': ['is', 10, '2024'],
		'identifier-enterprises': ['atLeast', 3500, '2024'],
		'security-stars': ['is', 15, '2024'],
		'digital-craftsmen': ['is', 20, '2024']
	},
	'guangdong-2021': { 'digital-workers': ['is', 100_000, 'unknown'] },
	'zhanjiang-2023': {
		'hardware-makers': ['atLeast', 20, '2025'],
		'software-firms': ['atLeast', 50, '2025'],
		'industry-scale': ['over', 100, '2025'],
		'key-industries': ['is', 11, 'unknown'],
		'gigabit-coverage': ['is', 100, '2025'],
		'private-networks': ['atLeast', 2, '2025'],
		'data-centres': ['atLeast', 5, '2025'],
		'optical-transmission': ['is', 400, 'unknown']
	}
};

describe.each(Object.entries(figures))('the targets of %s', (id, expected) => {
	const { targets } = openContent().documents.get(id)!;

	it('are these figures and no others', () => {
		expect(targets.map((one) => one.id)).toEqual(Object.keys(expected));
		for (const one of targets) {
			const [comparison, number, by] = expected[one.id]!;
			expect([one.id, one[comparison], one.by]).toEqual([one.id, number, by]);
		}
	});
});

it('the level 72 of Yancheng is about the region, and the data says that it is no pass mark', () => {
	const { targets, document } = openContent().documents.get('yancheng-2022')!;
	const level = targets.find((one) => one.id === 'integration-level')!;
	expect(level).toMatchObject({ area: ['320900'], counted: 'by-then' });
	expect(level.open![0]!['zh-cn']).toContain('不是企业及格的分数');
	expect(JSON.stringify(document.measures.map(({ data }) => data.requires))).not.toContain('72');
});
