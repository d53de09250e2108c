import type { State } from '#lib/sheets/life.ts';

// An invented city's worth of enterprises in real towns of Dongguan. Their answers are worked cases of the
// editions; what is said of them here is made up, and their names say so.

export const city = '441900';

export const towns = {
	changan: '441900119',
	humen: '441900121',
	houjie: '441900122',
	tangxia: '441900116',
	dalang: '441900113',
	songshan: '441900401'
} as const;
export type Town = keyof typeof towns;

/** A sheet of one of them. */
export interface DemoSheet {
	/** `instrument@edition`. */
	readonly of: string;
	/** The tier that its worked case comes to; `half` for one that is not answered to its end. */
	readonly tier: string;
	readonly state: State;
	/** Of the diagnosis, before this one. */
	readonly yearsAgo?: number;
}

export interface DemoEnterprise {
	readonly name: string;
	readonly town: Town;
	/** A division of GB/T 4754. */
	readonly industry: string;
	readonly size: 'large' | 'medium' | 'small' | 'micro';
	/** Which of the two providers it is assigned to now; without one it is still to be assigned. */
	readonly provider?: 0 | 1;
	readonly titles?: readonly Readonly<Record<string, string>>[];
	readonly sheets: readonly DemoSheet[];
}

const sme = 'sme-digital-level@2024';
const gradient = 'smart-factory-gradient@2025';
const manufacturing = 'smart-manufacturing@2026';
const internet = 'dongguan-industrial-internet@2026';
const integration = 'two-integration@2026';
const integration2 = 'two-integration@2026-2';
const onSite = 'yancheng-diagnosis@2026';

const sheet = (of: string, tier: string, state: State, yearsAgo?: number): DemoSheet => ({
	...{ of, tier, state },
	...(yearsAgo === undefined ? {} : { yearsAgo })
});

const innovative = { title: 'innovative-sme', state: 'held', awarded: '2023-12-15' };
const specialised = { title: 'specialised-sme', level: 'sme', awarded: '2024-03-20' };
const giant = { title: 'specialised-sme', level: 'little-giant', awarded: '2024-09-02' };

export const enterprises: readonly DemoEnterprise[] = [
	{
		...{
			name: '示例精密五金有限公司',
			town: 'changan',
			industry: 'C33',
			size: 'small',
			provider: 0
		},
		titles: [innovative],
		sheets: [
			sheet(sme, 'level-1', 'filed', 1),
			sheet(sme, 'level-2', 'verifying'),
			sheet(internet, 'half', 'draft'),
			sheet(integration, 'initial', 'returned')
		]
	},
	{
		...{
			name: '示例模具制造有限公司',
			town: 'changan',
			industry: 'C35',
			size: 'medium',
			provider: 0
		},
		titles: [specialised],
		sheets: [sheet(sme, 'level-2', 'filed', 1), sheet(sme, 'level-3', 'filed')]
	},
	{
		...{
			name: '示例连接器电子有限公司',
			town: 'changan',
			industry: 'C39',
			size: 'large',
			provider: 0
		},
		titles: [giant],
		sheets: [sheet(sme, 'level-3', 'filed', 1), sheet(gradient, 'advanced', 'reviewing')]
	},
	{
		...{
			name: '示例注塑制品有限公司',
			town: 'changan',
			industry: 'C29',
			size: 'small',
			provider: 0
		},
		sheets: [sheet(sme, 'none', 'submitted')]
	},
	{
		...{
			name: '示例针织服饰有限公司',
			town: 'humen',
			industry: 'C18',
			size: 'medium',
			provider: 0
		},
		sheets: [sheet(sme, 'level-1', 'filed'), sheet(onSite, 'applied', 'verified')]
	},
	{
		...{ name: '示例牛仔服装有限公司', town: 'humen', industry: 'C18', size: 'small', provider: 0 },
		sheets: [sheet(sme, 'none', 'filed', 1), sheet(sme, 'level-1', 'reviewing')]
	},
	{
		...{ name: '示例线缆有限公司', town: 'humen', industry: 'C38', size: 'medium', provider: 0 },
		sheets: [sheet(integration, 'single-coverage', 'filed'), sheet(sme, 'half', 'draft')]
	},
	{
		...{ name: '示例印刷包装有限公司', town: 'humen', industry: 'C23', size: 'micro' },
		sheets: [sheet(sme, 'half', 'draft')]
	},
	{
		...{
			name: '示例家具制造有限公司',
			town: 'houjie',
			industry: 'C21',
			size: 'medium',
			provider: 1
		},
		sheets: [sheet(sme, 'level-2', 'filed', 1), sheet(sme, 'level-2', 'filed')]
	},
	{
		...{ name: '示例鞋业有限公司', town: 'houjie', industry: 'C19', size: 'large', provider: 1 },
		sheets: [sheet(sme, 'level-3', 'verified'), sheet(internet, 'grade-b', 'filed')]
	},
	{
		...{ name: '示例木业有限公司', town: 'houjie', industry: 'C20', size: 'small', provider: 1 },
		sheets: [sheet(onSite, 'started', 'filed')]
	},
	{
		...{
			name: '示例制鞋机械有限公司',
			town: 'houjie',
			industry: 'C35',
			size: 'small',
			provider: 1
		},
		sheets: [sheet(manufacturing, 'level-1', 'filed')]
	},
	{
		...{
			name: '示例电源技术有限公司',
			town: 'tangxia',
			industry: 'C38',
			size: 'medium',
			provider: 1
		},
		titles: [specialised],
		sheets: [sheet(sme, 'level-3', 'filed'), sheet(manufacturing, 'level-2', 'verifying')]
	},
	{
		...{
			name: '示例光学仪器有限公司',
			town: 'tangxia',
			industry: 'C40',
			size: 'small',
			provider: 1
		},
		titles: [innovative],
		sheets: [sheet(sme, 'level-2', 'returned'), sheet(integration2, 'initial', 'draft')]
	},
	{
		...{
			name: '示例高尔夫用品有限公司',
			town: 'tangxia',
			industry: 'C24',
			size: 'medium',
			provider: 1
		},
		sheets: [sheet(integration2, 'integrated', 'filed')]
	},
	{
		...{ name: '示例涂料有限公司', town: 'tangxia', industry: 'C26', size: 'small', provider: 1 },
		sheets: [sheet(sme, 'level-1', 'filed')]
	},
	{
		...{ name: '示例毛织有限公司', town: 'dalang', industry: 'C17', size: 'medium', provider: 1 },
		sheets: [sheet(sme, 'level-1', 'filed', 1), sheet(sme, 'level-2', 'filed')]
	},
	{
		...{
			name: '示例毛衣织造有限公司',
			town: 'dalang',
			industry: 'C17',
			size: 'small',
			provider: 1
		},
		sheets: [sheet(onSite, 'connected', 'reviewing')]
	},
	{
		...{
			name: '示例纺织机械有限公司',
			town: 'dalang',
			industry: 'C35',
			size: 'small',
			provider: 1
		},
		sheets: [sheet(manufacturing, 'none', 'submitted')]
	},
	{
		...{ name: '示例烘焙食品有限公司', town: 'dalang', industry: 'C14', size: 'micro' },
		sheets: []
	},
	{
		...{
			name: '示例智能终端股份有限公司',
			town: 'songshan',
			industry: 'C39',
			size: 'large',
			provider: 0
		},
		titles: [giant],
		sheets: [
			sheet(gradient, 'advanced', 'filed', 1),
			sheet(sme, 'level-4', 'filed'),
			sheet(manufacturing, 'level-4', 'filed')
		]
	},
	{
		...{
			name: '示例机器人有限公司',
			town: 'songshan',
			industry: 'C34',
			size: 'medium',
			provider: 0
		},
		titles: [giant],
		sheets: [sheet(sme, 'level-3', 'filed', 1), sheet(sme, 'level-4', 'filed')]
	},
	{
		...{
			name: '示例新能源电池有限公司',
			town: 'songshan',
			industry: 'C38',
			size: 'large',
			provider: 0
		},
		titles: [specialised],
		sheets: [sheet(gradient, 'excellent', 'filed'), sheet(internet, 'grade-a', 'filed')]
	},
	{
		...{
			name: '示例医疗器械有限公司',
			town: 'songshan',
			industry: 'C35',
			size: 'medium',
			provider: 0
		},
		titles: [innovative],
		sheets: [sheet(integration2, 'single-coverage', 'submitted')]
	},
	{
		...{ name: '示例生物制药有限公司', town: 'songshan', industry: 'C27', size: 'medium' },
		sheets: [sheet(onSite, 'half', 'draft')]
	}
];
