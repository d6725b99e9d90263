import { examplesOf, nothing } from '../example';
import TextInput from './TextInput.svelte';

export default examplesOf('input', TextInput, [
  {
    name: 'default',
    props: { id: 'test-name', label: 'National Insurance number', value: '', oninput: nothing },
    fixture: 'default',
  },
  {
    name: 'hint',
    props: {
      id: 'name',
      label: 'Name or initials',
      hint: 'Initials are enough.',
      value: 'J. D.',
      width: 20,
      oninput: nothing,
    },
  },
  {
    name: 'error',
    props: {
      id: 'vault-name',
      label: 'Name for your records',
      error: 'Enter a name for your records',
      value: '',
      oninput: nothing,
    },
  },
  {
    name: 'search',
    props: {
      id: 'find',
      label: 'Search the guide',
      type: 'search',
      value: 'anger',
      oninput: nothing,
    },
  },
]);
