import { expect, it } from 'vitest';
import { inherit, type Source } from '#scoring';

const note = { 'zh-cn': '副本不一致', en: 'The copies disagree.' };
const around: Source = { clause: '附件1', authority: 'official', confidence: 'two-copies', note };

it('takes from the place around it what it leaves out', () => {
	expect(inherit(around, { clause: 'Q3' })).toEqual({
		clause: 'Q3',
		authority: 'official',
		confidence: 'two-copies'
	});
	expect(inherit(around, { confidence: 'one-copy' })).toEqual({
		clause: '附件1',
		authority: 'official',
		confidence: 'one-copy'
	});
});

it('keeps a note at the number it stands at', () => {
	expect(inherit(around, {})).not.toHaveProperty('note');
	const own = { 'zh-cn': '自拟', en: 'Ours.' };
	expect(inherit(around, { note: own }).note).toEqual(own);
});

it('does not lend the confidence of a published text to a number of our own', () => {
	expect(inherit(around, { authority: 'own' })).toEqual({ clause: '附件1', authority: 'own' });
	expect(inherit(around, { authority: 'derived', confidence: 'one-copy' })).toEqual({
		clause: '附件1',
		authority: 'derived',
		confidence: 'one-copy'
	});
	expect(inherit(around, { authority: 'official' }).confidence).toBe('two-copies');
});

it('is what is around it where nothing is said', () => {
	expect(inherit(around, undefined)).toEqual(around);
});
