import { examplesOf, nothing } from '../example';
import SummaryList from './SummaryList.svelte';

export default examplesOf('summary-list', SummaryList, [
  {
    name: 'with actions',
    props: {
      rows: [
        {
          key: 'Where',
          value: 'Clinic or surgery',
          actions: [{ text: 'Change', about: 'where', onclick: nothing }],
        },
        { key: 'Started', value: '23 November 2026 at 2:14pm' },
        {
          key: 'Their words',
          value: '"It is the drink."\n"I never touched her."',
          actions: [
            { text: 'Change', about: 'their words', onclick: nothing },
            { text: 'Remove', about: 'their words', onclick: nothing },
          ],
        },
      ],
    },
  },
]);
