import { isKnowledgeKind, knowledgeKinds, type KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import { usage } from '../args.ts';
import type { Command } from '../command.ts';
import { withLab } from '../open-lab.ts';

const withhold: Command = {
  usage: ['withhold FILE [KIND…|all|none]'],
  about: `Says which kinds of the lab's own knowledge are withheld, or withholds exactly these; KIND is ${knowledgeKinds.join(', ')}.`,
  positionals: [1, 1 + knowledgeKinds.length],
  options: {},
  run: (args) => {
    const [, ...words] = args.positionals;
    const kinds = words.length === 0 ? undefined : readKinds(words.map((word) => word.toLowerCase()));
    return withLab(args, (lab) => {
      if (kinds) lab.withheld = kinds;
      return { withheld: lab.withheld };
    });
  },
};

function readKinds(words: readonly string[]): readonly KnowledgeKind[] {
  const [first] = words;
  if (words.length === 1 && first === 'all') return knowledgeKinds;
  if (words.length === 1 && first === 'none') return [];
  return words.map((word) => {
    if (!isKnowledgeKind(word))
      throw usage(`There is no kind "${word}"; there are ${knowledgeKinds.join(', ')}, or all or none alone.`);
    return word;
  });
}

export const knowledgeCommands = { withhold };
