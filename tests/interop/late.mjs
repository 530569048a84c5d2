// Waits for a story's lock with an rmdir that comes late: node late.mjs STORY STALE
// Says `judged` when it is about to remove the lock that it has judged stale, removes whatever stands there once it is told to,
// adds a token to the story under its lock, and says `done`.
import fs from 'node:fs';
import readline from 'node:readline';
import lockfile from 'proper-lockfile';
import matter from 'gray-matter';

const [story, stale] = process.argv.slice(2);
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let late = true;
const rmdir = async (path, done) => {
  if (late) {
    late = false;
    console.log('judged');
    await lines.next();
  }
  fs.rmdir(path, done);
};

const release = await lockfile.lock(story, { stale: Number(stale), fs: { ...fs, rmdir }, retries: { retries: 1000, minTimeout: 5, maxTimeout: 20 } });
const { data, content } = matter(fs.readFileSync(story, 'utf8'), {});
data.count += 1;
data.log.push('n.1-1');
fs.writeFileSync(story, matter.stringify(content, data));
await release();
console.log('done');
process.exit(0);
