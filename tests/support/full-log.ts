import { once } from 'node:events';
import { PGlite } from '@electric-sql/pglite';
import { DurableFiles } from '#server/db/durable-files.ts';

/**
 * For the test that lets PostgreSQL give up: opens the cluster of a folder, says how many rows are in it, adds
 * one, and another, which needs a new file of the log, when it is told to go on.
 */
const client = await PGlite.create({
	fs: new DurableFiles(process.argv[2]!),
	startParams: DurableFiles.startParams(PGlite.defaultStartParams),
	relaxedDurability: false
});
await client.exec('create table if not exists added (one int)');
const { rows } = await client.query<{ count: number }>('select count(*)::int from added');
await client.exec('insert into added values (1)');
console.log(rows[0]!.count);
await once(process.stdin, 'data');
await client.query('select pg_switch_wal()');
await client.exec('insert into added values (1)');
await client.close();
process.exit();
