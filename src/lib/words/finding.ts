import type { Finding, Text } from '#scoring';

/** What about the answers a person should look at, in words. */
export const findingWords: Record<Finding['kind'], Text> = {
	'ratio-contradicts': {
		'zh-cn': '所选区间与所填数据不一致，以数据为准',
		en: 'the option chosen and the figures disagree; the figures count'
	},
	'ratio-outside': {
		'zh-cn': '所填数据算出的比率不在任何区间内，以所选区间为准',
		en: 'the figures give a rate that no option holds; the option chosen stands'
	},
	'zero-denominator': {
		'zh-cn': '分母为零，算不出比率',
		en: 'the denominator is zero, so there is no rate'
	},
	'trend-contradicts': {
		'zh-cn': '所选变化与所填数据相反，以所选为准，请核对',
		en: 'the change stated and the figures disagree; the statement stands, please check'
	},
	'trend-not-flat': {
		'zh-cn': '选了持平而数据不同；标准没有给出容差',
		en: '“unchanged” is stated and the figures differ; the standard gives no tolerance'
	}
};
