import { examplesOf, nothing } from '../example';
import PasswordInput from './PasswordInput.svelte';

export default examplesOf('password-input', PasswordInput, [
  {
    name: 'default',
    props: { id: 'password', label: 'Password', value: '', oninput: nothing, what: 'password' },
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
