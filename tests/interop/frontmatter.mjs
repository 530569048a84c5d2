// Reads and writes frontmatter as other programs do, many at once: JSON in on stdin, JSON out on stdout.
//   read:  ["file", ...]              -> [{ matter, yaml4, yaml2 }, ...], each { value } or { error }
//   write: [{ data, content }, ...]   -> ["file", ...]; the last value of data appears a second time under `again`
//   serve: a line { read: [...] } or { write: [...] }, as often as wanted -> a line with the answer
// JSON has no NaN, infinities, -0 or dates: they travel as { $number } and { $date }.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import matter from 'gray-matter';
import { load } from 'js-yaml';
import { parse } from 'yaml';

const encode = value => {
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return { $number: Object.is(value, -0) ? '-0' : String(value) };
  if (value instanceof Date) return { $date: Number.isNaN(value.valueOf()) ? 'invalid' : value.toISOString() };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === 'string') return value.toWellFormed(); // JSON has no half of a surrogate pair
  if (value === undefined) return { $undefined: true };
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]));
};

const attempt = read => {
  try {
    return { value: encode(read()) };
  } catch (error) {
    return { error: String(error.message ?? error).toWellFormed() };
  }
};

// Options, even empty ones, keep gray-matter from answering out of its cache.
const read = file => {
  // It cuts the last line feed off; js-yaml puts one back, yaml does not.
  const block = (matter(file, { engines: { yaml: text => ({ text }) } }).data.text ?? '').replace(/[^\n]$/, '$&\n');
  return {
    matter: attempt(() => matter(file, {}).data),
    yaml4: attempt(() => load(block) ?? {}),
    yaml2: attempt(() => parse(block, { merge: true, logLevel: 'error', prettyErrors: false }) ?? {}),
  };
};

const write = ({ data, content }) => {
  const last = Object.values(data).at(-1);
  return matter.stringify(content, last && typeof last === 'object' ? { ...data, again: last } : data);
};

const modes = {
  read: files => files.map(read),
  write: stories => stories.map(write),
};

const answer = (mode, items) => process.stdout.write(JSON.stringify(modes[mode](items)) + '\n');

if (process.argv[2] === 'serve') {
  for await (const line of createInterface({ input: process.stdin }))
    answer(...Object.entries(JSON.parse(line))[0]);
} else {
  answer(process.argv[2], JSON.parse(readFileSync(0, 'utf8')));
}
