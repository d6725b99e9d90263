import { examplesOf } from '../example';
import WarningText from './WarningText.svelte';

export default examplesOf('warning-text', WarningText, [
  {
    name: 'default',
    props: { text: 'You can be fined up to £5,000 if you don’t register.' },
    fixture: 'default',
  },
]);
