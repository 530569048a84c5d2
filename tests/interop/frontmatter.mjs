// Reads and writes frontmatter as the Node tool does, many at once: JSON in on stdin, JSON out on stdout.
//   read:  ["file", ...]              -> [{ matter, yaml4 }, ...], each { value } or { error }
//   write: [{ data, content }, ...]   -> ["file", ...]; the last value of data appears a second time under `again`
// JSON has no NaN, infinities, -0 or dates: they travel as { $number } and { $date }.
import { readFileSync } from 'node:fs';
import matter from 'gray-matter';
import yaml from 'js-yaml';

const encode = value => {
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return { $number: Object.is(value, -0) ? '-0' : String(value) };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(encode);
  if (value === undefined) return { $undefined: true };
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]));
};

const attempt = read => {
  try {
    return { value: encode(read()) };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
};

// Options, even empty ones, keep gray-matter from answering out of its cache.
const read = file => ({
  matter: attempt(() => matter(file, {}).data),
  yaml4: attempt(() => yaml.load(matter(file, { engines: { yaml: text => ({ text }) } }).data.text ?? '') ?? {}),
});

const write = ({ data, content }) => {
  const last = Object.values(data).at(-1);
  return matter.stringify(content, last && typeof last === 'object' ? { ...data, again: last } : data);
};

const items = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(items.map(process.argv[2] === 'write' ? write : read)));
