// The Node design, measured: reads lines of words with tabs between them, and answers each with the microseconds of everything it did.
//   update STORY TIMES    raises `count`: proper-lockfile as the Node tool configures it, gray-matter, write-file-atomic; x for a failure
//   ready                 says that it has started
//   stories FOLDER        reads every story of a board's folder, as the Node tool lists them
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import lockfile from 'proper-lockfile';
import matter from 'gray-matter';
import writeFileAtomic from 'write-file-atomic';

const microseconds = since => Number(process.hrtime.bigint() - since) / 1e3;

const update = async story => {
  const since = process.hrtime.bigint();
  try {
    const release = await lockfile.lock(story, { stale: 5000, retries: { retries: 3, minTimeout: 100, maxTimeout: 1000 } });
    const { data, content } = matter(fs.readFileSync(story, 'utf8'), {});
    data.count += 1;
    await writeFileAtomic(story, matter.stringify(content, data));
    await release();
    return microseconds(since).toFixed(1);
  } catch (error) {
    if (error.code !== 'ELOCKED') throw error;
    return 'x';
  }
};

const commands = {
  ready: async () => '0',
  update: async (story, times) => {
    const took = [];
    for (let i = 0; i < Number(times); i++) took.push(await update(story));
    return took.join(' ');
  },
  stories: async folder => {
    const since = process.hrtime.bigint();
    const stories = [];
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const file = path.join(folder, entry.name, 'story.md');
      const { data, content } = matter(fs.readFileSync(file, 'utf8'), {});
      stories.push({ path: file, slug: data.slug, frontmatter: data, content: content.trim() });
    }
    return microseconds(since).toFixed(1);
  },
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [command, ...words] = line.split('\t');
  console.log(await commands[command](...words));
}
