import {
	checkKnown,
	sentence,
	type Fact as KnownFact,
	type Known,
	type TitleRecord
} from '#scoring';
import { note, section, subsection, table, type Block, type Fact, type Row } from './blocks.ts';
import { applying, type Context } from './context.ts';
import { factWords } from '../words/condition.ts';
import { dayWords } from '../words/format.ts';
import { findingWords } from '../words/finding.ts';

const words = {
	section: { 'zh-cn': '企业情况与数据基础', en: 'The enterprise and the data' },
	profile: { 'zh-cn': '企业情况', en: 'The enterprise' },
	nothing: { 'zh-cn': '没有填写企业情况。', en: 'Nothing was stated of the enterprise.' },
	projects: { 'zh-cn': '项目', en: 'Projects' },
	noProjects: { 'zh-cn': '企业说明没有项目', en: 'none, as stated' },
	projectsUnsaid: { 'zh-cn': '没有填写', en: 'not stated' },
	project: { 'zh-cn': '项目', en: 'Project' },
	unnamed: { 'zh-cn': (n: number) => `项目${n}`, en: (n: number) => `Project ${n}` },
	year: { 'zh-cn': '年度', en: 'Year' },
	wholeProject: { 'zh-cn': '整个项目', en: 'as a whole' },
	what: { 'zh-cn': '情况', en: 'What' },
	value: { 'zh-cn': '填报', en: 'As stated' },
	titles: { 'zh-cn': '证书与称号', en: 'Certificates and awards' },
	titlesUnsaid: { 'zh-cn': '没有填写', en: 'none stated' },
	title: { 'zh-cn': '证书或称号', en: 'Certificate or award' },
	held: { 'zh-cn': '持有', en: 'held' },
	notHeld: { 'zh-cn': '没有', en: 'not held' },
	issuer: { 'zh-cn': '颁发单位', en: 'Issued by' },
	awarded: { 'zh-cn': '获得', en: 'Awarded' },
	expires: { 'zh-cn': '有效至', en: 'Good until' },
	first: { 'zh-cn': '首次', en: 'First time' },
	yes: { 'zh-cn': '是', en: 'yes' },
	no: { 'zh-cn': '否', en: 'no' },
	unsaid: { 'zh-cn': '未填', en: 'not stated' },
	data: { 'zh-cn': '数据基础', en: 'What the answers rest on' },
	who: { 'zh-cn': '由谁作答', en: 'Answered by' },
	whoValue: {
		declared: {
			'zh-cn': '企业自行填报，未经现场核实',
			en: 'the enterprise itself, not verified on site'
		},
		verified: {
			'zh-cn': '企业自行填报，诊断顾问现场核实',
			en: 'the enterprise itself, verified on site by a consultant'
		},
		confirmed: {
			'zh-cn': '企业自行填报，诊断顾问现场核实，主管部门复核',
			en: 'the enterprise itself, verified on site by a consultant, confirmed by the authority'
		}
	},
	asked: { 'zh-cn': '适用的题目', en: 'Questions that apply' },
	answered: { 'zh-cn': '已回答', en: 'Answered' },
	left: { 'zh-cn': '尚未回答', en: 'Not answered yet' },
	idle: { 'zh-cn': '没有回答、答了也不改变结果', en: 'Not answered, and changes nothing' },
	ratios: { 'zh-cn': '比率题', en: 'Questions of rates' },
	byFigures: {
		'zh-cn': (figures: number, all: number) =>
			`${all} 题中，${figures} 题按所填数据计算，${all - figures} 题按所选区间`,
		en: (figures: number, all: number) =>
			`${figures} of ${all} computed from figures, ${all - figures} from the option chosen`
	},
	notTaken: {
		'zh-cn': '以下内容无法读取，按没有填写处理：',
		en: 'These could not be read and count as not stated: '
	},
	odd: { 'zh-cn': '需要核对', en: 'To be looked at' },
	question: { 'zh-cn': '题目', en: 'Question' },
	finding: { 'zh-cn': '发现', en: 'Finding' }
} as const;

export function profile(context: Context): Block[] {
	const { dossier, library, say } = context;
	const { known } = checkKnown(library.catalogue, dossier.said);
	return [
		section(say(words.section)),
		subsection(say(words.profile)),
		...enterprise(context, known),
		...projects(context, known),
		...titles(context, known.titles),
		subsection(say(words.data)),
		...basis(context),
		...odd(context)
	];
}

function enterprise(context: Context, { facts, projects, titles }: Known): Block[] {
	const { say } = context;
	const stated = inOrder(context, facts).map(([id, value]) => said(context, id, value));
	return [
		{
			kind: 'facts',
			facts: [
				...(stated.length > 0 ? stated : [{ term: say(words.profile), value: say(words.nothing) }]),
				...(projects?.length
					? []
					: [
							{
								term: say(words.projects),
								value: say(projects ? words.noProjects : words.projectsUnsaid)
							}
						]),
				...(titles.length > 0 ? [] : [{ term: say(words.titles), value: say(words.titlesUnsaid) }])
			]
		}
	];
}

/** As the catalogue lists them: what was kept comes back in another order than it was said in. */
function inOrder({ names }: Context, facts: Known['facts']) {
	const ids = [...names.catalogue.facts.keys()].filter((id) => Object.hasOwn(facts, id));
	return ids.map((id) => [id, facts[id]!] as const);
}

/** A fact as the catalogue names it; inside, money is in 分 and other numbers in thousandths. */
function said({ names, locale, say }: Context, id: string, value: unknown): Fact {
	const fact: KnownFact = names.catalogue.facts.get(id)!;
	const scale = fact.type === 'money' ? 1_000_000 : fact.type === 'number' ? 1000 : undefined;
	const written = scale === undefined ? value : (value as number) / scale;
	return { term: say(fact.title), value: factWords(id, written, names, locale) };
}

function projects(context: Context, { projects = [] }: Known): Block[] {
	const { locale, say } = context;
	const rows = projects.flatMap(({ name, facts, years }, i): Row[] => {
		const project = name.trim() || words.unnamed[locale](i + 1);
		const told = (when: string, facts: Known['facts']) =>
			inOrder(context, facts).map(([id, value]) => {
				const { term, value: stated } = said(context, id, value);
				return { cells: [project, when, term, stated] };
			});
		const all = [
			...told(say(words.wholeProject), facts),
			...years.flatMap(({ year, facts }) => told(String(year), facts))
		];
		return all.length > 0 ? all : [{ cells: [project, '', '', say(words.unsaid)] }];
	});
	return table(
		say(words.projects),
		[
			{ title: say(words.project), share: 4 },
			{ title: say(words.year), share: 2 },
			{ title: say(words.what), share: 3 },
			{ title: say(words.value), share: 3 }
		],
		rows
	);
}

function titles({ names, locale, say }: Context, records: readonly TitleRecord[]): Block[] {
	const day = (written: string | undefined) =>
		written === undefined ? say(words.unsaid) : dayWords(written, locale);
	const rows = records.map(({ title: id, state, level, issuer, awarded, expires, first }) => {
		const title = names.catalogue.titles.get(id)!;
		const at = title.levels?.find((one) => one.id === level)?.title;
		const name = at ? `${say(title.title)} · ${say(at)}` : say(title.title);
		if (state === 'not-held') return { cells: [name, say(words.notHeld), '', '', '', ''] };
		const once = first === undefined ? words.unsaid : first ? words.yes : words.no;
		return {
			cells: [
				name,
				say(words.held),
				issuer ?? say(words.unsaid),
				day(awarded),
				day(expires),
				say(once)
			]
		};
	});
	return table(
		say(words.titles),
		[
			{ title: say(words.title), share: 3.5 },
			{ title: say(words.what), share: 1 },
			{ title: say(words.issuer), share: 2.5 },
			{ title: say(words.awarded), share: 2 },
			{ title: say(words.expires), share: 2 },
			{ title: say(words.first), share: 1 }
		],
		rows
	);
}

function basis({ edition, diagnosis, options, trace, locale, say, list }: Context): Block[] {
	const asked = applying(trace).flatMap(({ name }) => {
		const { data } = edition.byName.get(name)!;
		return data.type === 'multipletext' ? [] : [data];
	});
	const left = asked.filter(({ name }) => diagnosis.unanswered.includes(name));
	const { idle } = diagnosis;
	const ratios = asked.flatMap((data) =>
		'of' in data && data.of && !left.includes(data) ? [data.of] : []
	);
	const hasFigure = (figure: string) => {
		const [question, item] = figure.split('.') as [string, string];
		const given = diagnosis.answers![question] as Readonly<Record<string, number>> | undefined;
		return given?.[item] !== undefined;
	};
	const byFigures = ratios.filter((of) => hasFigure(of.numerator) && hasFigure(of.denominator));
	const titles = left.map(({ title }) => say(title));
	const facts: Fact[] = [
		{ term: say(words.who), value: say(words.whoValue[options.layer ?? 'declared']) },
		{ term: say(words.asked), value: String(asked.length) },
		{ term: say(words.answered), value: String(asked.length - left.length - idle.length) },
		...(left.length > 0
			? [{ term: say(words.left), value: `${left.length} (${list(titles)})` }]
			: []),
		...(idle.length > 0 ? [{ term: say(words.idle), value: String(idle.length) }] : []),
		...(ratios.length > 0
			? [
					{
						term: say(words.ratios),
						value: words.byFigures[locale](byFigures.length, ratios.length)
					}
				]
			: [])
	];
	return [{ kind: 'facts', facts }];
}

function odd({ diagnosis, edition, locale, say }: Context): Block[] {
	const notTaken = diagnosis.faults.map((fault) => {
		const [, question] = fault.path.split('.');
		const title = edition.byName.get(question ?? '')?.data.title;
		return title ? say(title) : sentence(fault);
	});
	return [
		...(notTaken.length > 0
			? [note(`${say(words.notTaken)}${notTaken.join(locale === 'en' ? '; ' : '；')}`)]
			: []),
		...table(
			say(words.odd),
			[
				{ title: say(words.question), share: 4 },
				{ title: say(words.finding), share: 8 }
			],
			diagnosis.findings.map(({ kind, question }) => ({
				cells: [say(edition.byName.get(question)!.data.title), say(findingWords[kind])]
			}))
		)
	];
}
