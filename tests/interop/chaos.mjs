// Updates a story until its standard input ends, as the Node tool does: proper-lockfile around reading and writing, in place.
//   node chaos.mjs STORY NAME STALE DEATHS
// Says `ok TOKEN` once the lock is released, `no TOKEN REASON` when the update failed. Every DEATHS-th update, drawn at random,
// it kills itself under its lock: before it reads, before it writes or after it has written. Never while it writes: a file cut
// off there is lost whatever the lock does, and no lock can help.
import fs from 'node:fs';
import lockfile from 'proper-lockfile';
import matter from 'gray-matter';

const [story, name, stale, deaths] = process.argv.slice(2);
const say = line => fs.writeSync(1, line + '\n');
const die = () => process.kill(process.pid, 'SIGKILL');

let over = false;
process.stdin.on('end', () => { over = true; }).resume();

for (let i = 1; !over; i++) {
  const token = `${name}.1-${i}`;
  const death = Math.floor(Math.random() * Number(deaths) * 3);
  let compromised;
  try {
    const release = await lockfile.lock(story, {
      stale: Number(stale),
      retries: { retries: 10000, minTimeout: 2, maxTimeout: 20 },
      onCompromised: error => { compromised = error; },
    });
    if (death === 0) die();
    const { data, content } = matter(fs.readFileSync(story, 'utf8'), {});
    data.count += 1;
    data.log.push(token);
    if (death === 1) die();
    fs.writeFileSync(story, matter.stringify(content, data));
    if (death === 2) die();
    await release();
    say(`ok ${token}`);
  } catch (error) {
    say(`no ${token} ${(compromised ?? error).code ?? error}`);
  }
}
