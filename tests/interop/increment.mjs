// Increments a number in a story's frontmatter, N times, each a read-modify-write under the lock: node increment.mjs STORY KEY TIMES
import fs from 'node:fs';
import lockfile from 'proper-lockfile';
import matter from 'gray-matter';

const [story, key, times] = process.argv.slice(2);
for (let i = 0; i < Number(times); i++) {
  const release = await lockfile.lock(story, { stale: 10000, retries: { retries: 2000, minTimeout: 2, maxTimeout: 20 } });
  try {
    const { data, content } = matter(fs.readFileSync(story, 'utf8'), {});
    data[key] = (data[key] ?? 0) + 1;
    fs.writeFileSync(story, matter.stringify(content, data)); // in place, as the Node tool does
  } finally {
    await release();
  }
}
console.log('done');
