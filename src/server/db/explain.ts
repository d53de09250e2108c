import { SettingError } from '../settings.ts';

/** Host, port and name of a database's address: never the user or the password. */
export function placeOf(address: string): string {
	const { hostname, port, pathname } = new URL(address);
	return `${hostname}:${port || 5432}${pathname}`;
}

/** What to say of an error by its code: from the network, from the driver, from PostgreSQL. */
const sentences: Record<string, (place: string, said: string) => string> = {
	ECONNREFUSED: (place) =>
		`No database answers at ${place}: start PostgreSQL there, or correct DATABASE_URL.`,
	ENOTFOUND: (place) => `The host of the database at ${place} is not known: correct DATABASE_URL.`,
	EAI_AGAIN: (place) =>
		`The host of the database at ${place} is not known: correct DATABASE_URL, or mend the network.`,
	CONNECT_TIMEOUT: (place) =>
		`No database answers at ${place} in time: mend the network, or correct DATABASE_URL.`,
	'28P01': (place) =>
		`The database at ${place} does not take the user and password of DATABASE_URL: correct them.`,
	'28000': (place) =>
		`The database at ${place} does not let the user of DATABASE_URL in: correct it, or allow it in pg_hba.conf.`,
	'3D000': (place) =>
		`There is no database at ${place}: create it, or correct the name at the end of DATABASE_URL.`,
	'53300': (place) =>
		`The database at ${place} has no connection left: raise its max_connections, or end what uses it.`,
	'57P03': (place) => `The database at ${place} is not ready: wait until it is, and try again.`,
	'42501': (place, said) =>
		`The user of DATABASE_URL may not make what is needed at ${place} (${said}): make it the owner of the database, and give it CREATEROLE.`
};

/**
 * What stops the start, as one sentence. A driver's own words are given only for rights, where they name
 * what is missing; anything unforeseen is named by its code alone, since it might quote the address.
 */
export function explain(error: unknown, address: string): unknown {
	if (error instanceof SettingError) return error;
	const cause = causeOf(error);
	const sentence = cause?.code && sentences[cause.code];
	const place = placeOf(address);
	if (sentence) return new SettingError(sentence(place, cause.message));
	// A code of five characters is PostgreSQL's: the database was reached, and the fault is ours.
	if (!cause?.code || /^[0-9A-Z]{5}$/.test(cause.code)) return error;
	return new SettingError(
		`The database at ${place} cannot be reached (${cause.code}): mend that, or correct DATABASE_URL.`
	);
}

/** The driver's own errors have no code: that a connection was lost, and that none could be had in time. */
const driverCodes: [RegExp, string][] = [
	[/^(Connection terminated|Client has encountered a connection error)/, 'CONNECTION_LOST'],
	[/^(timeout expired|timeout exceeded when trying to connect)/, 'CONNECT_TIMEOUT']
];

/** The error below what drizzle wraps around it and Node around several attempts. */
export function causeOf(error: unknown): { code?: string; message: string } | undefined {
	if (!(error instanceof Error)) return undefined;
	if (error instanceof AggregateError) return causeOf(error.errors[0]);
	if ('code' in error && error.code !== undefined)
		return error as { code: string; message: string };
	const code = driverCodes.find(([said]) => said.test(error.message))?.[1];
	return code === undefined ? causeOf(error.cause) : { code, message: error.message };
}

export function codeOf(error: unknown): string {
	return causeOf(error)?.code ?? 'no code';
}
