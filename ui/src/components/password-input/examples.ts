import { examplesOf, nothing } from '../example';
import PasswordInput from './PasswordInput.svelte';

/** As in the fixture of govuk-frontend. */
const words = {
  show: 'Show',
  hide: 'Hide',
  showIt: 'Show password',
  hideIt: 'Hide password',
  visible: 'Your password is visible',
  hidden: 'Your password is hidden',
};

export default examplesOf('password-input', PasswordInput, [
  {
    name: 'default',
    props: { id: 'password', label: 'Password', value: '', oninput: nothing, words },
    fixture: 'default',
  },
  {
    name: 'error',
    props: {
      id: 'passphrase',
      label: 'Passphrase',
      hint: 'At least 12 characters or four words.',
      error: 'That is not the passphrase',
      value: 'correct horse',
      oninput: nothing,
    },
  },
]);
