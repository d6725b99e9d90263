import { examplesOf } from '../example';
import ErrorSummary from './ErrorSummary.svelte';

export default examplesOf('error-summary', ErrorSummary, [
  {
    name: 'default',
    props: {
      errors: [
        { text: 'The date your passport was issued must be in the past', field: 'example-error-1' },
        { text: 'Enter a postcode, like AA1 1AA', field: 'example-error-2' },
      ],
    },
    fixture: 'default',
  },
  {
    name: 'what to do, without a field',
    props: {
      errors: [{ text: 'The disk of this laptop is full' }],
      body: 'Free some space, then choose Try again.',
    },
  },
]);
