import { invoke } from '@forge/bridge';

document.querySelector('career-adviser').getToken = () => invoke('token');
