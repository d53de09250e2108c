import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { emailOf, isEmail, isUsername, noEmail, normalise } from '#server/accounts/contacts.ts';
import { hashPassword, verifyPassword } from '#server/accounts/password-hash.ts';
import { passwordFault } from '#server/accounts/password-rules.ts';

describe('a new password', () => {
	test.each([
		['nine-char', 'short'],
		['ten-chars!', undefined],
		// Ten characters, each of two code units.
		['😀😁😂🤣😃😄😅😆😉😊', undefined],
		['😀😁😂🤣😃😄😅😆😉', 'short'],
		['四海之内皆兄弟也乎哉', undefined],
		['x'.repeat(64) + 'abcdefgh'.repeat(8), undefined],
		['x'.repeat(64) + 'abcdefgh'.repeat(8) + '!', 'long'],
		['password123', 'common'],
		['PassWord123', 'common'],
		// Typed in full width, it is the same.
		['ｐａｓｓｗｏｒｄ１２３', 'common'],
		['abababcdcdcd', 'simple'],
		['cdefghijklmn', 'simple'],
		['nmlkjihgfedc', 'simple'],
		['cdefghijklmm', undefined],
		['wang-fang-1987', 'named'],
		['my WANG-FANG is here', 'named'],
		['factory-office-9', 'named'],
		['My-QIDANG-password', 'named'],
		['我的企档账号二零二六年', 'named'],
		['correct horse battery', undefined]
	])('%s: %s', (password, fault) => {
		expect(passwordFault(password, ['wang-fang', 'office@factory.cn', undefined])).toBe(fault);
	});

	test('may contain a name too short to mean anything', () => {
		expect(passwordFault('correct li battery', ['li', 'li@factory.cn'])).toBeUndefined();
	});
});

describe('a kept password', () => {
	test('is its own alone, however it was typed', async () => {
		const hash = await hashPassword('四海 correct horse');
		expect(hash).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
		expect(await verifyPassword({ hash, password: '四海 correct horse' })).toBe(true);
		expect(await verifyPassword({ hash, password: '四海 ｃorrect horse' })).toBe(true);
		expect(await verifyPassword({ hash, password: '四海 correct Horse' })).toBe(false);
		expect(await verifyPassword({ hash, password: '' })).toBe(false);
	});

	test('has a salt of its own', async () => {
		expect(await hashPassword('the same one')).not.toBe(await hashPassword('the same one'));
	});

	// RFC 7914, section 12: its second vector, in the form in which we keep one of 64 bytes.
	test('is derived as the standard has it', async () => {
		const key = Buffer.from(
			'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162' +
				'2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
			'hex'
		);
		const salt = Buffer.from('NaCl').toString('base64url');
		// The key's first half: scrypt ends with PBKDF2, whose first block does not depend on the length.
		const hash = ['scrypt', 1024, 8, 16, salt, key.subarray(0, 32).toString('base64url')].join('$');
		expect(await verifyPassword({ hash, password: 'password' })).toBe(true);
		expect(await verifyPassword({ hash, password: 'passwore' })).toBe(false);
	});

	test('of another form is no password at all', async () => {
		const hash = createHash('sha256').update('plain').digest('hex');
		await expect(verifyPassword({ hash, password: 'plain' })).rejects.toThrow('not its form');
	});
});

describe('what one signs in with', () => {
	test.each([
		[' Wang.Fang@Factory.CN ', 'wang.fang@factory.cn'],
		['138 0013 8000', '13800138000'],
		['+86 138-0013-8000', '+8613800138000'],
		['１３８００１３８０００', '13800138000'],
		['王芳-1', '王芳-1']
	])('%s is %s', (typed, kept) => expect(normalise(typed)).toBe(kept));

	test('is an address or a name, and never both', () => {
		expect(['a@b.cn', "o'b+c_d-e.f@b-1.com.cn"].map(isEmail)).toEqual([true, true]);
		expect(['a@b', 'a b@c.cn', '@b.cn', 'a@b.', 'a@b.invalid'].map(isEmail)).not.toContain(true);
		expect(['王@工厂.中国', 'a..b@c.cn', '"a"@c.cn', 'a@10.0.0.1'].map(isEmail)).not.toContain(
			true
		);
		expect(['13800138000', '+8613800138000', '王芳一', 'w.f-1_x'].map(isUsername)).not.toContain(
			false
		);
		expect(['a@b.cn', 'ab', '.abc', 'a b c', 'x'.repeat(41)].map(isUsername)).not.toContain(true);
	});

	test('nobody has the address of who gave none', () => {
		const email = noEmail('0197c1d2-0000-4000-8000-000000000000');
		expect(isEmail(email)).toBe(false);
		expect(emailOf({ email })).toBeUndefined();
		expect(emailOf({ email: 'a@b.cn' })).toBe('a@b.cn');
	});
});
