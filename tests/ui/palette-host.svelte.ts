/** An owner whose `open` is read anew with every answer, as from a store that holds other things too. */
export function restlessOwner() {
  let state = $state.raw({ isOpen: true, answers: 0 });
  return {
    get open() {
      return state.isOpen;
    },
    set open(isOpen: boolean) {
      state = { ...state, isOpen };
    },
    answer() {
      state = { ...state, answers: state.answers + 1 };
    },
  };
}
