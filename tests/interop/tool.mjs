// Runs a function of the Node tool itself on a story: node tool.mjs CHECKOUT STORY 'await tool.markStoryComplete(story)'
// CHECKOUT is a built checkout of ai-sdlc, which is in no registry.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [checkout, file, code] = process.argv.slice(2);
const tool = await import(pathToFileURL(path.join(checkout, 'dist', 'core', 'story.js')));
const root = path.resolve(file, '../../..');
const config = { reviewConfig: { maxRetries: 3, autoCompleteOnApproval: true } };
const run = Object.getPrototypeOf(async () => {}).constructor('tool', 'story', 'file', 'root', 'config', code);
await run(tool, tool.parseStory(file), file, root, config);
