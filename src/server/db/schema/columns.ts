import { sql } from 'drizzle-orm';
import { customType, timestamp } from 'drizzle-orm/pg-core';

/**
 * JSON. Not drizzle's own `jsonb`: both drivers have parsed what they hand over, and drizzle would parse
 * a string again, so that the name "123" came back as a number.
 */
export const json = customType<{ data: unknown; driverData: unknown }>({
	dataType: () => 'jsonb',
	toDriver: (value) => JSON.stringify(value)
});

export const moment = (name: string) => timestamp(name, { withTimezone: true });

/** A list of known words, for a check. */
export const oneOf = (words: readonly string[]) =>
	sql.raw(`(${words.map((word) => `'${word}'`).join(', ')})`);
