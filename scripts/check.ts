import { attempt } from './attempt.ts';
import { checks } from './checks.ts';

let failed = false;
for (const [title, check] of checks) failed = !(await attempt(title, check)) || failed;
process.exitCode = failed ? 1 : 0;
