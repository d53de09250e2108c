/** The people of the demo whom anybody may be: nobody else there can sign in. */
export const demoPeople = [
	{ who: 'consultant', login: 'guwen', name: '示例顾问' },
	{ who: 'enterprise', login: 'qiye', name: '示例企业管理员' },
	{ who: 'government', login: 'zhengfu', name: '示例复核人员' },
	{ who: 'operator', login: 'yunying', name: '示例运营人员' }
] as const;

/** Of all of them; it opens nothing but a database of demo data. */
export const demoPassword = 'demo-2026-shili';
