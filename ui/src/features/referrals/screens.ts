import { defineScreens } from '../../app/screens';
import FollowUp from './FollowUp.svelte';
import Referrals from './Referrals.svelte';

export const screens = defineScreens({ referrals: Referrals, 'follow-up': FollowUp });
