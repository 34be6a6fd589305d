import fc from 'fast-check';
import { render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import LogLines from '../../renderer/logs/LogLines.svelte';
import { chosenAs, logOf } from '../../renderer/logs/chosen.ts';
import { keyed } from '../../renderer/logs/keyed.ts';
import { pieces } from '../../renderer/logs/pieces.ts';

const line = (text: string, at = 0) => ({
  at,
  offset: 0,
  component: 'CcmExec',
  severity: 'info' as const,
  text,
  thread: 7,
});

describe('the keys of lines', () => {
  it('differ for all of them, and stay when older ones go and newer ones come', () => {
    const lines = ['a', 'b', 'b', 'c', 'a'].map((text, index) => line(text, index === 2 ? 1 : index));
    const keysOf = (of: readonly ReturnType<typeof line>[]) => keyed(of).map(({ key }) => key);
    expect(new Set(keysOf(lines)).size).toBe(5);
    expect(keysOf([...lines.slice(1), line('d', 9)]).slice(0, 4)).toEqual(keysOf(lines).slice(1));
  });

  it('let a row keep its elements', async () => {
    const props = { label: 'CcmExec.log', onlookup: vi.fn() };
    const { rerender } = render(LogLines, { ...props, lines: [line('first', 1), line('second', 2)] });
    const row = screen.getByText('second').closest('tr');
    await rerender({ ...props, lines: [line('second', 2), line('third', 3)] });
    expect(screen.getByText('second').closest('tr')).toBe(row);
    expect(screen.queryByText('first')).toBeNull();
  });
});

describe('the text of a line', () => {
  const text = 'Failed with error code 0x80180014, then 0x80180026.';
  const drawn = (highlight: string) =>
    pieces(text, highlight).map(({ code, parts }) => {
      const marks = parts.map((part) => (part.isMarked ? `[${part.text}]` : part.text)).join('');
      return code === null ? marks : `<${marks}>`;
    });

  it('has its codes apart, whole even where a part of one is highlighted', () => {
    expect(drawn('')).toEqual(['Failed with error code ', '<0x80180014>', ', then ', '<0x80180026>', '.']);
    expect(drawn('8018')).toEqual(['Failed with error code ', '<0x[8018]0014>', ', then ', '<0x[8018]0026>', '.']);
    expect(pieces(text, '8018')[1]!.code).toBe('0x80180014');
  });

  it('is marked across the border of a code, whatever the case', () => {
    expect(drawn('CODE 0x8018')[0]).toBe('Failed with error [code ]');
    expect(drawn('CODE 0x8018')[1]).toBe('<[0x8018]0014>');
    expect(drawn('14, THEN 0x').slice(1, 4)).toEqual(['<0x801800[14]>', '[, then ]', '<[0x]80180026>']);
  });

  it('is lost nowhere, whatever is highlighted', () => {
    const wanted = fc.constantFrom('', ' ', '0x', 'x8', '0', 'e', '.', text, 'none of it');
    const line = fc.array(fc.constantFrom('0x80180014', '0x1', 'e', ' ', '0', 'code'), { maxLength: 8 });
    fc.assert(
      fc.property(line, wanted, (words, highlight) => {
        const whole = words.join('');
        const told = pieces(whole, highlight);
        expect(told.flatMap(({ parts }) => parts.map((part) => part.text)).join('')).toBe(whole);
        const marked = told.flatMap(({ parts }) => parts).some(({ isMarked }) => isMarked);
        const found = highlight.trim().toLowerCase();
        expect(marked).toBe(found !== '' && whole.toLowerCase().includes(found));
      }),
    );
  });
});

describe('a chosen log in an address', () => {
  it('is a name, and of another machine a place and a name', () => {
    for (const log of [
      { where: '12', log: 'CcmExec.log' },
      { where: 'cm01.corp.example', log: 'User Device Registration/Admin' },
    ])
      for (const own of ['12', '13']) expect(logOf(chosenAs(log, own), own)).toEqual(log);
    expect(chosenAs({ where: '12', log: 'CcmExec.log' }, '12')).toBe('CcmExec.log');
  });
});
