import { messages } from '../messages';

/** The words that the parts bring along. */
export const copy = messages('components.copy', {
  back: 'Back',
  error: 'Error:',
  problem: 'There is a problem',
  warning: 'Warning',
  date: { day: 'Day', month: 'Month', year: 'Year' },
  passphrase: {
    show: 'Show',
    hide: 'Hide',
    showIt: 'Show passphrase',
    hideIt: 'Hide passphrase',
    visible: 'Your passphrase is visible',
    hidden: 'Your passphrase is hidden',
  },
});
