// Holds a story's lock again and again with proper-lockfile's defaults, while the event loop is so busy that each heartbeat comes up to LATE
// milliseconds late: node busy.mjs STORY NAME LATE SEED, until the standard input ends.
// Under the lock it reads, works for some heartbeats, and writes what it read with a token more, as the Node tool does. Says `ok TOKEN` then, before that
// `taken TOKEN REASON` when somebody else had the lock meanwhile, and at the end `late MS`, the latest heartbeat of all, and `beats COUNT`.
import fs from 'node:fs';
import lockfile from 'proper-lockfile';
import matter from 'gray-matter';

const [story, name, late, seed] = process.argv.slice(2);
const heartbeat = 5000; // half of proper-lockfile's stale time of 10,000
const say = line => fs.writeSync(1, line + '\n');
const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

let state = Number(seed) >>> 0;
const random = () => { // mulberry32
  let t = state += 0x6d2b79f5;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

let over = false;
process.stdin.on('end', () => { over = true; }).resume();

let [beats, latest, last, holding] = [0, 0, 0, false];
const isBusy = () => {
  if (!holding) return;
  const until = last + heartbeat + random() * Number(late);
  while (Date.now() < until);
};
const beat = () => {
  last = Date.now();
  setTimeout(isBusy, heartbeat - 100);
};
const utimes = (path, atime, mtime, done) => fs.utimes(path, atime, mtime, error => {
  if (holding && !error) {
    beats++;
    latest = Math.max(latest, Date.now() - last - heartbeat);
    beat();
  }
  done(error);
});

const options = { fs: { ...fs, utimes }, retries: { retries: 100000, minTimeout: 2, maxTimeout: 20 } };
for (let i = 1; !over; i++) {
  const token = `${name}.1-${i}`;
  let compromised;
  const release = await lockfile.lock(story, { ...options, onCompromised: error => { compromised = error; } });
  holding = true;
  beat();
  const read = fs.readFileSync(story, 'utf8');
  const until = Date.now() + 6000 + random() * 20000;
  while (!over && !compromised && Date.now() < until) await sleep(50);
  holding = false;
  if (compromised) say(`taken ${token} ${compromised.code}`);
  else if (fs.readFileSync(story, 'utf8') !== read) say(`taken ${token} changed`);
  const { data, content } = matter(read, {});
  data.count += 1;
  data.log.push(token);
  fs.writeFileSync(story, matter.stringify(content, data));
  if (!compromised) await release();
  say(`ok ${token}`);
  await sleep(200); // or the next heartbeat would be that of this hold
}
say(`late ${Math.round(latest)}`);
say(`beats ${beats}`);
