// Updates a story once, as the Node tool does, waiting for its lock as long as it takes: node append.mjs STORY TOKEN STALE
import fs from 'node:fs';
import lockfile from 'proper-lockfile';
import matter from 'gray-matter';

const [story, token, stale] = process.argv.slice(2);
const release = await lockfile.lock(story, { stale: Number(stale), retries: { retries: 1000, minTimeout: 5, maxTimeout: 20 } });
const { data, content } = matter(fs.readFileSync(story, 'utf8'), {});
data.count += 1;
data.log.push(token);
fs.writeFileSync(story, matter.stringify(content, data));
await release();
