/** Parts a line of Windows PowerShell at a character outside of quotes, braces and parentheses. */
export function split(line: string, at: string): string[] {
  const parts = [''];
  let quote = '';
  let depth = 0;
  for (const character of line) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('({'.includes(character)) depth += 1;
    else if (')}'.includes(character)) depth -= 1;
    if (character === at && quote === '' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()!}${character}`);
  }
  return parts;
}
