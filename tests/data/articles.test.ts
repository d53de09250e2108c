import { describe, expect, it } from 'vitest';
import { openContent } from '../../scripts/content.ts';

/**
 * Every measure by the article it stands in, written down from the texts, row by row. A row that is split
 * over articles or over kinds of applicants has a name for each part.
 */
const rows: Record<string, Record<string, Record<string, readonly string[]>>> = {
	'dongguan-2023': {
		'DG-1': { '二(一)': ['enabling-centre'] },
		'DG-2': { '二(二)': ['promotion-centre'] },
		'DG-3': { '二(三)': ['smart-workshop'] },
		'DG-4': { '二(三)': ['smart-factory'] },
		'DG-5': { '二(三)': ['workshop-factory-matching'] },
		'DG-6': { '二(三)': ['lighthouse-factory'] },
		'DG-7': { '二(三)': ['domestic-os-line'] },
		'DG-8': { '二(六)': ['dcmm-certificate'] },
		'DG-9': { '二(六)': ['integration-certificate'] },
		'DG-10': { '二(七)': ['domestic-industrial-software'] },
		'DG-11': { '二(七)': ['software-contest'] },
		'DG-12': { '三(二)': ['financing-white-list'] },
		'DG-13': { '三(二)': ['digital-economy-funds'] },
		'DG-14': { '三(一)': ['policy-matching'] },
		'DG-15': { '二(四)': ['study-and-training'], '二(五)': ['matchmaking'] },
		'DG-16': { '二(六)': ['chief-data-officer'] }
	},
	'dongguan-2021-reply': {
		'DR-1': { '二(二)1': ['informatisation-award'] },
		'DR-2': { '二(二)2': ['cloud-vouchers'] },
		'DR-3': { '二(三)2': ['demonstration-projects'] },
		'DR-4': { '二(三)2': ['cluster-upgrade-award'] },
		'DR-5': {
			'二(二)1': ['integration-assessment'],
			'二(四)一': ['public-lectures'],
			'二(四)二': ['salons']
		}
	},
	'yancheng-2022': {
		'YC-1': { '四(一)': ['free-diagnosis'] },
		'YC-2': { '四(二)': ['loan-interest'] },
		'YC-3': { '四(三)': ['effective-investment'] },
		'YC-3b': { '五(三)': ['leasing'] },
		'YC-4a': { '四(四)': ['national-benchmark'] },
		'YC-4b': { '四(四)': ['provincial-benchmark'] },
		'YC-4c': { '四(四)': ['scene-case'] },
		'YC-4d': { '四(四)': ['five-star-cloud', 'first-set-equipment'] },
		'YC-5a': { '四(五)': ['leading-provider'] },
		'YC-5b': { '四(五)': ['technical-service-body'] },
		'YC-6': { '四(六)': ['training-base', 'training-organisation'] },
		'YC-7': { '三(二)': ['adviser'] },
		'YC-8': { '五(三)': ['bank-products', 'green-channel'] }
	},
	'guangdong-2021': {
		'GD-1': { '一/1': ['leading-benchmark', 'chain-benchmark'] },
		'GD-2': { '一/2': ['local-demonstration'] },
		'GD-3': { '二/3': ['cluster-platform', 'cluster-services'] },
		'GD-4': { '二/4': ['pilot-area-support'] },
		'GD-5': { '三/5': ['park-pilot', 'park-solutions'] },
		'GD-6': {
			'四/6': ['software-research-base'],
			'四/7': ['software-research', 'secure-software']
		},
		'GD-7': { '四/8': ['software-local', 'first-edition-software'] },
		'GD-8': {
			'五/10': ['network-upgrade'],
			'五/11': ['industrial-5g-fees'],
			'五/12': ['identifier-node']
		},
		'GD-9': {
			'六/13': ['provider-pool'],
			'六/14': ['provider-recognition', 'platform-promotion'],
			'六/15': ['provider-listing'],
			'六/16': ['provider-settlement']
		},
		'GD-10': { '七/19': ['worker-training'], '七/20': ['certificate-development'] },
		'GD-11': { '八/21': ['industry-fund'], '八/22': ['green-channel', 'data-finance'] },
		'GD-12': {
			'九/23': ['public-platforms'],
			'九/24': ['purchased-services'],
			'九/25': ['expert-diagnosis']
		}
	},
	'zhanjiang-2023': {
		'ZJ-1a': { '一(一)第1段': ['platform-benchmark'] },
		'ZJ-1b': { '一(一)第2段': ['identifier-use'] },
		'ZJ-1c': { '一(一)第3段': ['cross-platform-settlement'] },
		'ZJ-2': { '二(二)': ['new-equipment'] },
		'ZJ-3a': { '二(三)第1段': ['smart-scene'] },
		'ZJ-3b': { '二(三)第2段': ['smart-factory'] },
		'ZJ-4': { '二(四)': ['cloud-catalogue'] },
		'ZJ-5': { '二(五)': ['dcmm'] },
		'ZJ-6a': { '三(六)第1段': ['industrial-app'] },
		'ZJ-6b': { '三(六)第2段': ['service-research'] },
		'ZJ-6c': { '三(六)第3段': ['pool-entry', 'outstanding-provider', 'provincial-pool'] },
		'ZJ-7a': { '三(七)第1段': ['local-hardware'] },
		'ZJ-7b': { '三(七)第2段': ['hardware-settlement'] },
		'ZJ-7c': { '三(七)第2段': ['hardware-leader'] },
		'ZJ-8': { '四(八)': ['apprentice-training', 'digital-talent'] },
		'ZJ-9': { '四(九)': ['loan-interest'] },
		'ZJ-10a': { '四(十)第1段': ['park-rating'] },
		'ZJ-10b': { '四(十)第2段': ['smart-park'] },
		'ZJ-11': { '行动计划四(五)': ['tax-relief'] },
		'of the plan, beside the rows': {
			'行动计划(六)第2段': ['industrial-5g-fees'],
			'行动计划四(二)': ['special-funds'],
			'行动计划四(三)第2段': ['alliance-services']
		}
	}
};

/** Every other article of the texts: it carries no support. */
const bare: Record<string, readonly string[]> = {
	'dongguan-2023': [
		...['引言', '一', '二(八)', '二(九)', '二(十)', '三(三)'],
		...['附件1', '附件2', '附件3', '附件4']
	],
	'dongguan-2021-reply': ['一', '二(一)', '二(二)3', '二(三)1', '二(三)3', '二(四)三'],
	'yancheng-2022': [
		...['一', '二', '二(一)', '二(二)', '二(三)', '二(四)', '三(一)', '三(三)', '三(四)', '三(五)'],
		...['三(六)', '三(七)', '三(八)', '五(一)', '五(二)', '五(四)', '五(五)', '五末段']
	],
	'guangdong-2021': ['序', '四/9', '七/17', '七/18', '末段', '附件'],
	'zhanjiang-2023': [
		...[
			'行动计划专栏5',
			'行动计划(六)第1段',
			'行动计划(六)第3段',
			'行动计划专栏6',
			'行动计划四(一)'
		],
		...['行动计划四(三)第1段', '行动计划四(四)第1段', '行动计划四(四)第2段', '行动计划四(六)'],
		...['行动计划末段', '附件1', '附件2', '序', '末段']
	]
};

const library = openContent();

it('every document has its rows', () => {
	expect([...library.documents.keys()]).toEqual(Object.keys(rows).toSorted());
});

describe.each(Object.keys(rows))('the articles of %s', (id) => {
	const { data, measures } = library.documents.get(id)!.document;
	const expected = Object.values(rows[id]!)
		.flatMap((row) => Object.entries(row))
		.flatMap(([article, ids]) => ids.map((measure) => `${article} ${measure}`));

	it.each(Object.entries(rows[id]!))('%s is found by its article', (_, row) => {
		for (const [clause, ids] of Object.entries(row)) {
			const article = data.articles.find((one) => one.clause === clause);
			const listed = article && 'measures' in article ? article.measures : [];
			expect(listed).toEqual(expect.arrayContaining([...ids]));
		}
	});

	it('list these measures and no other, and every measure says the same of itself', () => {
		const listed = data.articles.flatMap((article) =>
			'measures' in article ? article.measures.map((one) => `${article.clause} ${one}`) : []
		);
		const said = measures.map((measure) => `${measure.data.article} ${measure.data.id}`);
		expect(listed.toSorted()).toEqual(expected.toSorted());
		expect(said.toSorted()).toEqual(expected.toSorted());
	});

	it('say of every other that it carries no support', () => {
		const without = data.articles.flatMap((article) => ('none' in article ? article.clause : []));
		expect(without).toEqual(bare[id]);
	});
});

it('Guangdong has the 25 tasks of its annex, in their order, each with its offices', () => {
	const { articles } = library.documents.get('guangdong-2021')!.document.data;
	const tasks = articles.filter(({ clause }) => clause.includes('/'));
	const articleOf = [
		...['一', '一', '二', '二', '三', '四', '四', '四', '四', '五', '五', '五', '六'],
		...['六', '六', '六', '七', '七', '七', '七', '八', '八', '九', '九', '九']
	];
	expect(tasks.map((one) => one.clause)).toEqual(articleOf.map((one, i) => `${one}/${i + 1}`));
	expect(tasks.filter((one) => !one.units).map((one) => one.clause)).toEqual([]);
});

it('Zhanjiang has ten articles', () => {
	const { articles } = library.documents.get('zhanjiang-2023')!.document.data;
	const clauses = articles.flatMap(({ clause }) => /^[一二三四]\(.\)/.exec(clause)?.[0] ?? []);
	expect([...new Set(clauses)]).toEqual([
		...['一(一)', '二(二)', '二(三)', '二(四)', '二(五)', '三(六)', '三(七)', '四(八)', '四(九)'],
		'四(十)'
	]);
});

it('only what Zhanjiang gives to providers is for them alone', () => {
	const { measures } = library.documents.get('zhanjiang-2023')!.document;
	const supply = ['ZJ-1c', 'ZJ-6a', 'ZJ-6b', 'ZJ-6c', 'ZJ-7b', 'ZJ-7c'].flatMap((row) =>
		Object.values(rows['zhanjiang-2023']![row]!).flat()
	);
	const alone = measures.filter(({ data }) => data.applicant.join() === 'provider');
	expect(alone.map(({ data }) => data.id).toSorted()).toEqual(supply.toSorted());
});
