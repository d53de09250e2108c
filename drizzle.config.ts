import { defineConfig } from 'drizzle-kit';

/** For `npm run db:generate`: writes the migration from the last snapshot to the schema as it reads now. */
export default defineConfig({
	dialect: 'postgresql',
	schema: './src/server/db/schema/index.ts',
	out: './drizzle'
});
