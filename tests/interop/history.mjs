// Reads the history of the stories that HEAD has from git, version by version by gray-matter, and compares: which commit changed which key of which file, "COMMIT FILE KEY" a line. Merges
// count where a file is as in none of the parents; files that were renamed have their name of today.
//   node history.mjs REPOSITORY FOLDER
import { execFileSync } from 'node:child_process';
import matter from 'gray-matter';

const [repository, folder] = process.argv.slice(2);
const git = (args, input) => execFileSync('git', ['-C', repository, ...args], { input, maxBuffer: 1 << 30 });

// Days are what they say; maps have no order.
const plain = value => {
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, plain(value[key])]));
};

const read = text => {
  try {
    const { data, content } = matter(text, {});
    const keys = Object.entries(data).map(([key, value]) => [key, JSON.stringify(plain(value))]);
    return new Map([...keys, ['(body)', content]]);
  } catch {
    return new Map([['(body)', '']]);
  }
};

const isStory = file => file.startsWith(folder + '/') && /^[^/]+\/story\.md$/.test(file.slice(folder.length + 1));
const today = git(['ls-tree', '-r', '-z', '--name-only', 'HEAD', '--', folder]).toString().split('\0').filter(isStory);
const names = new Map(today.map(file => [file, file]));
const changes = [];
let commit;
const words = git(['log', '-z', '--raw', '-c', '-M', '--no-abbrev', '--root', '--format=%x02%H', 'HEAD', '--', `:(top)${folder}`]).toString().split('\0');
for (let i = 0; i < words.length; i++) {
  const word = words[i].replace(/^\n/, '');
  if (word.startsWith('\x02')) commit = word.slice(1);
  else if (word.startsWith(':')) {
    const parents = word.lastIndexOf(':') + 1;
    const fields = word.split(' ');
    const ids = fields.slice(parents + 1, 2 * parents + 2).map(id => (/^0+$/.test(id) ? null : id));
    const [old, file] = parents === 1 && /^[RC]/.test(fields.at(-1)) ? [words[++i], words[++i]] : [words[i + 1], words[++i]];
    if (!names.has(file)) continue;
    changes.push({ commit, file: names.get(file), olds: ids.slice(0, parents), now: ids[parents] });
    if (old !== file && !today.includes(old)) names.set(old, names.get(file));
  }
}

const ids = [...new Set(changes.flatMap(change => [...change.olds, change.now]))].filter(Boolean);
const blobs = git(['cat-file', '--batch'], ids.join('\n') + '\n');
const versions = new Map([[null, new Map([['(body)', '']])]]);
for (let at = 0; at < blobs.length;) {
  const end = blobs.indexOf(10, at);
  const [id, , size] = blobs.subarray(at, end).toString().split(' ');
  versions.set(id, read(blobs.subarray(end + 1, end + 1 + Number(size)).toString()));
  at = end + 2 + Number(size);
}

for (const { commit, file, olds, now } of changes) {
  const after = versions.get(now);
  const before = olds.map(id => versions.get(id));
  for (const key of new Set([...before[0].keys(), ...after.keys()]))
    if (before.every(old => old.get(key) !== after.get(key))) console.log(`${commit} ${file} ${key}`);
}
