import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badgeMarkdown } from '../../wwwroot/live/badges.js';

test('a badge is a picture in Markdown', () => {
  assert.equal(badgeMarkdown('nightly', 'https://a/badge/x.svg'), '![nightly](https://a/badge/x.svg)');
});

test('a hostile label stays within the alternative text', () => {
  assert.equal(badgeMarkdown('a](https://evil)\n<b>`', 'https://a/b.svg'), '![a\\]\\(https://evil\\) \\<b\\>\\`](https://a/b.svg)');
});
