import { examplesOf, paragraph } from '../example';
import NotificationBanner from './NotificationBanner.svelte';

export default examplesOf('notification-banner', NotificationBanner, [
  {
    name: 'default',
    props: { heading: 'Important', text: 'This publication was withdrawn on 7 March 2014.' },
    fixture: 'default',
  },
  {
    name: 'urgent',
    props: {
      heading: 'Important',
      text: 'They said they might kill themselves',
      kind: 'urgent',
      children: paragraph('Plan for their immediate safety, and for the partner and the children.'),
    },
  },
]);
