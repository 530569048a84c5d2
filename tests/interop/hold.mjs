// Holds a story's lock until it is told to release it: node hold.mjs STORY [STALE]
import lockfile from 'proper-lockfile';
import readline from 'node:readline';

const [story, stale = '5000'] = process.argv.slice(2);
const release = await lockfile.lock(story, { stale: Number(stale), retries: { retries: 100, minTimeout: 20, maxTimeout: 50 } });
console.log('held');
for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line === 'release') {
    await release();
    console.log('released');
    break;
  }
}
process.exit(0);
