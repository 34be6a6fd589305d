import * as z from 'zod/mini';
import { inputs, isInputName, isViewName, views } from '../../../shared/offers.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import type { Io } from '../io.ts';
import type { Json } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const offers: Command = {
  usage: ['offers'],
  about: 'Lists every view and input of the lab with the JSON Schema of its parameters.',
  positionals: [0, 0],
  options: {},
  run: () => ({
    views: [...views].map(([name, { schema }]) => ({ name, parameters: jsonSchema(schema) })),
    inputs: [...inputs].map(([name, { asked }]) => ({ name, parameters: jsonSchema(asked) })),
  }),
};

const jsonSchema = (schema: z.ZodMiniType): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest as Json;
};

const view: Command = {
  usage: ['view FILE NAME [JSON|-]'],
  about: 'Asks one of the views that offers lists; a dash reads the parameters from stdin.',
  positionals: [2, 3],
  options: {},
  run: async (args, io) => {
    const name = args.positionals[1]!;
    if (!isViewName(name)) throw usage(`There is no view "${name}"; offers lists them.`);
    const params = await readParams(args, io);
    return withDoor(args, (door) => door.view(name, params) as Json);
  },
};

const input: Command = {
  usage: ['input FILE NAME [JSON|-]'],
  about: 'Gives one of the inputs that offers lists; a dash reads the parameters from stdin.',
  positionals: [2, 3],
  options: {},
  run: async (args, io) => {
    const name = args.positionals[1]!;
    if (!isInputName(name)) throw usage(`There is no input "${name}"; offers lists them.`);
    const params = await readParams(args, io);
    return withDoor(args, (door) => door.input(name, params) as Json);
  },
};

/** Whether they fit is the table's to say; without any they are none. */
async function readParams(args: Args, io: Io): Promise<never> {
  const given = args.positionals[2] ?? '{}';
  const text = given === '-' ? await io.stdin() : given;
  try {
    return JSON.parse(text) as never;
  } catch (error) {
    throw usage(`The parameters are no JSON: ${(error as Error).message}`);
  }
}

export const offerCommands = { offers, view, input };
