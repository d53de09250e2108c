import { main } from './main.ts';
import { start } from './starting.ts';

await main(() => start());
