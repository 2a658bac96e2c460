import { describe, expect, test } from 'vitest';
import { checkContent } from '../../../../src/test-runner/contract/check-content.ts';

const SOUND = [
  ['application/json', '{"a":[1,null]}'],
  ['application/x-ndjson', '{"a":1}\n{"a":2}\n'],
  ['text/csv', ''],
  ['text/csv; charset=utf-8', 'a,b\r\n"x, ""y""\n",2\r\n'],
  ['text/csv', 'a;b\n1,5;2\n'],
  ['text/tab-separated-values', 'a\tb\n1\t2'],
  ['text/html', '<!doctype html><p>x'],
  ['image/svg+xml', '<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="x"><!-- < --><g a=\'1\'/><![CDATA[ <x ]]>&amp;</svg>'],
  ['application/pdf', '%PDF-1.7'],
  ['text/plain; charset=iso-8859-1', '\u{fffd}'],
  ['application/x-unknown', '\u0000'],
] as const;

const WRONG = [
  ['application/json', '{"a":1,}', 'it is no JSON'],
  ['application/x-ndjson', '{"a":1}\n{', 'no JSON'],
  ['text/csv', 'a,b\n1,2,3\n', 'line 2 has 3 cells where the first one has 2'],
  ['text/csv', 'a,b\n"1,2\n', 'a quote is not closed'],
  ['text/html', 'plain', 'does not begin with a tag'],
  ['application/xml', '<a><b></a>', '"</a>" closes what is not open'],
  ['application/xml', '<a>1 & 2</a>', 'neither a tag nor an escaped character'],
  ['application/xml', '<a/><b/>', 'more than one element'],
  ['application/xml', '<a>', '"<a>" is not closed'],
  ['image/png', 'PNG', 'does not begin as image/png does'],
] as const;

describe('checkContent', () => {
  for (const [type, text] of SOUND) {
    test(`has nothing against ${type}: ${JSON.stringify(text)}`, () => {
      expect(checkContent(type, Buffer.from(text))).toBeUndefined();
    });
  }

  for (const [type, text, problem] of WRONG) {
    test(`sees what is wrong with ${type}: ${JSON.stringify(text)}`, () => {
      expect(checkContent(type, Buffer.from(text))).toContain(problem);
    });
  }

  test('sees text that is not UTF-8', () => {
    expect(checkContent('text/plain', Uint8Array.of(0xe9))).toContain('is not UTF-8');
  });
});
