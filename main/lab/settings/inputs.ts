import { applyChanges } from '../engine/apply.ts';
import { fullRule, type InputsOf } from '../engine/offer.ts';
import { clientSettingInputs } from './client-settings.ts';
import { configure } from './configure.ts';
import { settingOf } from './settings.ts';

export const settingInputs: InputsOf<'settings'> = {
  configure: fullRule({
    /** The journal gets the setting, its value and its target as they are listed, so that typing them otherwise makes no other lab. */
    named(db, { setting, value, target }) {
      const known = settingOf(db, setting, target);
      const listed = known.values.find((choice) => choice.value.toLowerCase() === value.toLowerCase())?.value;
      return { setting: known.id, value: listed ?? value, target: known.target };
    },
    carryOut(db, params, _now, by) {
      applyChanges(db, configure(db, params, by.upn), _now);
    },
    answer: (db, _done, { setting, target }) => settingOf(db, setting, target),
  }),

  ...clientSettingInputs,
};
