import { describe, expect, test } from 'vitest';
import { readSettings, SettingError, variables } from '#server/settings.ts';

test('what is not set, or empty, has its default', () => {
	const defaults = {
		...{ PORT: 3000, HOST: '0.0.0.0', ORIGIN: undefined, CHROMIUM: undefined },
		ADDRESS_HEADER: undefined,
		...{ PROCESSES: 1, WORKERS: 1 },
		...{ DATA: './data', DATABASE_URL: undefined },
		...{ STORE: undefined, STORE_KEY: undefined, STORE_SECRET: undefined },
		...{ OIDC_ISSUER: undefined, OIDC_CLIENT_ID: undefined, OIDC_CLIENT_SECRET: undefined }
	};
	expect(readSettings({})).toEqual(defaults);
	const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, '']));
	expect(readSettings(empty)).toEqual(defaults);
});

test.each([
	['HOST', '::1'],
	['HOST', 'localhost'],
	['HOST', 'qidang.example.cn'],
	['ORIGIN', 'https://qidang.example.cn'],
	['ORIGIN', 'http://192.168.1.5:8080'],
	['ADDRESS_HEADER', 'x-real-ip'],
	['DATA', '/var/lib/企档'],
	['DATABASE_URL', 'postgresql://u:p%40ss@[::1]/name?sslmode=require'],
	['DATABASE_URL', 'postgres://host/name']
])('%s may be %s', (name, value) => {
	expect(readSettings({ [name]: value })).toHaveProperty(name, value);
});

test.each([
	['WORKERS', '17'],
	['WORKERS', 'two'],
	['PORT', '80 '],
	['PORT', '1e3'],
	['PORT', '65536'],
	['HOST', 'http://localhost'],
	['HOST', 'a b'],
	['ORIGIN', 'https://qidang.example.cn/'],
	['ORIGIN', 'ftp://qidang.example.cn'],
	['ADDRESS_HEADER', 'x-real-ip:'],
	['CHROMIUM', '/no/such/program']
])('%s may not be "%s"', (name, value) => {
	expect(() => readSettings({ [name]: value })).toThrow(SettingError);
	expect(() => readSettings({ [name]: value })).toThrow(`${name} is "${value}" but must be `);
});

test.each([
	'db.example.cn',
	'http://u:s3cret@host/name',
	'postgres:u:s3cret@host/name',
	'postgres://u:s3cret@host',
	'postgres://u:s3#cret@host/name',
	'postgres://u:12/s3cret@host/name',
	'postgres://u:12?s3cret@host/name',
	'postgres://u:s3%cret@host/name',
	'postgres://u:s3cret@host:none/name',
	'postgres://u:s3cret@one,two/name',
	'postgres:///name?host=/run'
])('DATABASE_URL may not be "%s", and is not shown', (value) => {
	const read = () => readSettings({ DATABASE_URL: value });
	expect(read).toThrow(/^DATABASE_URL is set but must be an address like postgres:/);
	expect(read).not.toThrow(/s3|cret/);
});

describe.each(Object.entries(variables))('%s', (name, { description, example, expected }) => {
	test('is described in sentences', () => {
		expect(description).toMatch(/^[A-Z].+\.$/);
		expect(expected).not.toMatch(/\.$/);
	});

	test('has an example of its own form', () => {
		// The example of a program's path exists only on some machines; an issuer and a store need what goes with them.
		const { CHROMIUM: _path, OIDC_ISSUER: _issuer, STORE: _store, ...others } = variables;
		const beside = Object.entries(others).map(([other, one]) => [other, one.example]);
		if (name !== 'CHROMIUM') readSettings({ ...Object.fromEntries(beside), [name]: example });
		expect(example).not.toBe('');
	});
});

describe('an issuer of sign-ins', () => {
	const whole = {
		OIDC_ISSUER: 'https://login.example.cn/realms/bureau',
		OIDC_CLIENT_ID: 'qidang',
		OIDC_CLIENT_SECRET: 's3cret of theirs',
		ORIGIN: 'https://qidang.example.cn'
	};

	test('comes with what it needs, or not at all', () => {
		expect(readSettings(whole)).toMatchObject(whole);
		for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'ORIGIN'] as const) {
			const { [name]: _missing, ...rest } = whole;
			const said = `OIDC_ISSUER is set but ${name} is not: set both, or neither.`;
			expect(() => readSettings(rest)).toThrow(new SettingError(said));
		}
		expect(() => readSettings({ OIDC_CLIENT_SECRET: whole.OIDC_CLIENT_SECRET })).not.toThrow();
	});

	test.each(['http://localhost:8080', 'http://127.0.0.1:9/x', 'http://[::1]:9'])(
		'may be on this machine over http: %s',
		(issuer) => {
			const { OIDC_ISSUER } = readSettings({ ...whole, OIDC_ISSUER: issuer });
			expect(OIDC_ISSUER).toBe(issuer);
		}
	);

	test.each([
		'http://login.example.cn',
		'login.example.cn',
		'https://user@login.example.cn',
		'https://login.example.cn/?realm=1',
		'https://login.example.cn/#1'
	])('may not be %s', (issuer) => {
		expect(() => readSettings({ ...whole, OIDC_ISSUER: issuer })).toThrow('OIDC_ISSUER is ');
	});
});

describe('a store of files', () => {
	const whole = {
		STORE: 's3://qidang?endpoint=https://s3.example.cn:9000&region=cn-east-1',
		STORE_KEY: 'a key',
		STORE_SECRET: 's3cret of theirs'
	};

	test('comes with its keys, or not at all', () => {
		expect(readSettings(whole)).toMatchObject(whole);
		for (const name of ['STORE_KEY', 'STORE_SECRET'] as const) {
			const { [name]: _missing, ...rest } = whole;
			const said = `STORE is set but ${name} is not: set both, or neither.`;
			expect(() => readSettings(rest)).toThrow(new SettingError(said));
		}
		expect(() => readSettings({ STORE_SECRET: whole.STORE_SECRET })).not.toThrow();
	});

	test.each([
		'/var/lib/qidang',
		's3://qidang',
		's3://qidang?region=cn-east-1',
		's3://qidang?endpoint=https://s3.example.cn/path',
		's3://qidang/folder?endpoint=https://s3.example.cn',
		's3://Q?endpoint=https://s3.example.cn',
		's3://key:secret@qidang?endpoint=https://s3.example.cn',
		's3://qidang?endpoint=https://s3.example.cn&acl=public'
	])('may not be %s', (store) => {
		expect(() => readSettings({ ...whole, STORE: store })).toThrow('STORE is ');
	});
});
