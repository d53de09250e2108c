import { compile } from '@inlang/paraglide-js';
import { messages } from '../vite/messages.ts';

await compile(messages);
// What reads the messages leaves timers behind that would keep the process waiting for 30 seconds.
process.exit();
