import { examplesOf } from '../example';
import ErrorMessage from './ErrorMessage.svelte';

export default examplesOf('error-message', ErrorMessage, [
  {
    name: 'default',
    props: { text: 'Error message about full name goes here' },
    fixture: 'default',
  },
]);
