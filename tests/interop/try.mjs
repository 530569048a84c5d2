// Tries once to lock a story, as the Node tool would see it: node try.mjs STORY
import lockfile from 'proper-lockfile';

try {
  const release = await lockfile.lock(process.argv[2], { stale: 5000, retries: 0 });
  await release();
  console.log('locked');
} catch (error) {
  console.log(error.code);
}
