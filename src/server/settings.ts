import { existsSync } from 'node:fs';
import * as v from 'valibot';

/** A setting that cannot stand; the message is one sentence that says what to do instead. */
export class SettingError extends Error {}

interface Variable {
	/** What holds when the variable is not set; `undefined` when nothing does. */
	default: string | undefined;
	description: string;
	example: string;
	/** Completes the sentence "… must be …". */
	expected: string;
	/** What it holds is shown to nobody. */
	secret?: true;
	schema: v.GenericSchema<string | undefined, unknown>;
}

/** Every environment variable the product reads. README.md shows this table. */
export const variables = {
	PORT: {
		default: '3000',
		description: 'The port it listens on; 0 takes any free one.',
		example: '8080',
		expected: 'a whole number from 0 to 65535',
		schema: v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.toNumber(), v.maxValue(65535))
	},
	HOST: {
		default: '0.0.0.0',
		description: 'The address it listens on; 127.0.0.1 answers this machine only.',
		example: '127.0.0.1',
		expected: 'an IP address or host name of this machine, such as 127.0.0.1 or 0.0.0.0 for all',
		schema: v.pipe(v.string(), v.regex(/^(?:[\w-]+(?:\.[\w-]+)*|[\da-fA-F:.]*:[\da-fA-F:.]*)$/))
	},
	ORIGIN: {
		default: undefined,
		description: 'The address people use, where a proxy stands before it (for https).',
		example: 'https://qidang.example.cn',
		expected:
			'the start of an http or https address, without a path, such as https://qidang.example.cn',
		schema: v.optional(v.pipe(v.string(), v.check(isOrigin)))
	},
	ADDRESS_HEADER: {
		default: undefined,
		description:
			'The header in which that proxy says who asks: x-forwarded-for (its last entry counts) or one of its own.',
		example: 'x-forwarded-for',
		expected: 'the name of a header, such as x-forwarded-for or x-real-ip',
		schema: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z][\w-]*$/), v.toLowerCase()))
	},
	DATA: {
		default: './data',
		description:
			'The folder of the embedded database, used by one process at a time, and of the files that were handed in.',
		example: '/var/lib/qidang',
		expected: 'the path of a folder',
		schema: v.string()
	},
	STORE: {
		default: undefined,
		description:
			'An S3-compatible store for the files that were handed in, in place of the folder; needs the two below.',
		example: 's3://qidang?endpoint=https://s3.example.cn&region=cn-east-1',
		expected:
			'an address like s3://bucket?endpoint=https://s3.example.cn&region=cn-east-1, with an endpoint without a path',
		schema: v.optional(v.pipe(v.string(), v.check(isBucket)))
	},
	STORE_KEY: {
		default: undefined,
		description: 'The access key of that store.',
		example: 'as-the-store-gave-it',
		expected: 'the access key id that the store has given',
		schema: v.optional(v.string())
	},
	STORE_SECRET: {
		default: undefined,
		description: 'The secret that goes with it.',
		example: 'as-the-store-gave-it',
		expected: 'the secret access key that the store has given',
		secret: true,
		schema: v.optional(v.string())
	},
	DATABASE_URL: {
		default: undefined,
		description: 'A PostgreSQL server, 15 or newer, to use in place of the embedded database.',
		example: 'postgres://qidang:secret@db.example.cn:5432/qidang',
		expected:
			'an address like postgres://user:password@host:5432/name, with special characters in it percent-encoded',
		secret: true,
		schema: v.optional(v.pipe(v.string(), v.check(isDatabase)))
	},
	PROCESSES: {
		default: '1',
		description: 'How many processes share the port; more than one need a PostgreSQL server.',
		example: '4',
		expected: 'a whole number from 1 to 64',
		schema: v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.toNumber(), v.minValue(1), v.maxValue(64))
	},
	WORKERS: {
		default: '1',
		description:
			'How many reports of batches each process prints at once; 0 leaves them to npm run worker, which needs a PostgreSQL server.',
		example: '2',
		expected: 'a whole number from 0 to 16',
		schema: v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.toNumber(), v.maxValue(16))
	},
	OIDC_ISSUER: {
		default: undefined,
		description:
			'An OpenID Connect issuer through which people may sign in, too; needs ORIGIN and the two below.',
		example: 'https://login.example.cn',
		expected:
			'an https address without ? and #, such as https://login.example.cn (http on this machine only)',
		schema: v.optional(v.pipe(v.string(), v.check(isIssuer)))
	},
	OIDC_CLIENT_ID: {
		default: undefined,
		description: 'As what the issuer knows this installation.',
		example: 'qidang',
		expected: 'the client id that the issuer has given',
		schema: v.optional(v.string())
	},
	OIDC_CLIENT_SECRET: {
		default: undefined,
		description: 'The secret that goes with it.',
		example: 'as-the-issuer-gave-it',
		expected: 'the client secret that the issuer has given',
		secret: true,
		schema: v.optional(v.string())
	},
	CHROMIUM: {
		default: undefined,
		description:
			'The Chrome or Chromium that prints reports; otherwise an installed one, else the one from npm.',
		example: '/usr/bin/chromium',
		expected: 'the path of an existing Chrome or Chromium program',
		schema: v.optional(
			v.pipe(
				v.string(),
				v.check((path) => existsSync(path))
			)
		)
	}
} as const satisfies Record<string, Variable>;

export type Settings = {
	[Name in keyof typeof variables]: v.InferOutput<(typeof variables)[Name]['schema']>;
};

/**
 * Reads the settings; a variable that is set but empty counts as not set.
 * @throws {SettingError} at the first value that cannot stand
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
	const settings = Object.entries(variables).map(([name, { schema, expected, ...variable }]) => {
		const value = environment[name] || variable.default;
		const result = v.safeParse(schema, value);
		if (result.success) return [name, result.output];
		const given = 'secret' in variable ? 'set' : `"${value}"`;
		throw new SettingError(`${name} is ${given} but must be ${expected}.`);
	});
	return whole(Object.fromEntries(settings) as Settings);
}

/** @throws {SettingError} where one setting needs another */
function whole(settings: Settings): Settings {
	const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, ORIGIN } = settings;
	const { STORE, STORE_KEY, STORE_SECRET } = settings;
	const asking = {
		OIDC_ISSUER: OIDC_ISSUER && { ORIGIN, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET },
		STORE: STORE && { STORE_KEY, STORE_SECRET }
	};
	for (const [name, needed] of Object.entries(asking)) {
		const missing = Object.entries(needed ?? {}).find(([, value]) => value === undefined);
		if (missing) {
			throw new SettingError(`${name} is set but ${missing[0]} is not: set both, or neither.`);
		}
	}
	return settings;
}

/** Strict: where a password breaks the address, a part of it might be taken for the host and shown. */
function isDatabase(text: string): boolean {
	if (!URL.canParse(text) || !/^postgres(ql)?:\/\//.test(text)) return false;
	const { hostname, pathname, search, hash, username, password } = new URL(text);
	const isWhole = !/[@,]/.test(hostname + pathname + search) && hash === '';
	return isWhole && hostname !== '' && pathname.length > 1 && isEncoded(username + password);
}

function isEncoded(text: string): boolean {
	try {
		decodeURIComponent(text);
		return true;
	} catch {
		return false;
	}
}

/** Tokens go there: over http only within this machine. */
function isIssuer(text: string): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, search, hash, username } = new URL(text);
	const isSafe =
		protocol === 'https:' ||
		(protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
	return isSafe && search + hash + username === '';
}

/** A bucket with the address of its server; the region is `auto` unless said. */
function isBucket(text: string): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, pathname, searchParams, username, hash } = new URL(text);
	const known = [...searchParams.keys()].every((name) => ['endpoint', 'region'].includes(name));
	const bucket = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(hostname);
	return (
		protocol === 's3:' &&
		bucket &&
		known &&
		/^\/?$/.test(pathname) &&
		username + hash === '' &&
		isOrigin(searchParams.get('endpoint') ?? '')
	);
}

function isOrigin(text: string): boolean {
	return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}
