/** Characters that are taken for one another in many typefaces, with the word that tells them apart when heard or read. */
const lookAlikes: Record<string, string> = {
  O: 'capital letter O',
  o: 'small letter o',
  '0': 'digit zero',
  I: 'capital letter I',
  l: 'small letter L',
  '1': 'digit one',
  '|': 'vertical bar',
  S: 'capital letter S',
  '5': 'digit five',
  B: 'capital letter B',
  '8': 'digit eight',
  Z: 'capital letter Z',
  '2': 'digit two',
};
const marks: Record<string, string> = {
  '-': 'hyphen',
  _: 'underscore',
  '.': 'full stop',
  ' ': 'space',
  '@': 'at sign',
};
const kinds = { digit: /\p{Nd}/u, letter: /\p{L}/u };

export type SpelledCharacter = {
  character: string;
  name: string;
  kind: 'digit' | 'letter' | 'mark';
  isLookAlike: boolean;
};

/** Each character of a text with the name to read aloud. `isLookAlike` only where the text itself could be misread. */
export function spellOut(text: string): SpelledCharacter[] {
  return Array.from(text, (character) => {
    const kind = kinds.digit.test(character) ? 'digit' : kinds.letter.test(character) ? 'letter' : 'mark';
    const name = lookAlikes[character] ?? marks[character] ?? plainName(character, kind);
    return { character, name, kind, isLookAlike: character in lookAlikes };
  });
}

function plainName(character: string, kind: SpelledCharacter['kind']): string {
  if (kind === 'digit') return `digit ${character}`;
  if (kind === 'mark') return character;
  return character === character.toLowerCase() ? `small letter ${character}` : `capital letter ${character}`;
}
