// The page for frames: language, theme and the employee's token come from the page around it.

const WAIT = 10_000;
const ASK = 'career-adviser:token?';
const GIVE = 'career-adviser:token';

const given = new URLSearchParams(location.search);
const around = given.get('origin');
const lang = given.get('lang');
const adviser = /** @type {import('./types').Adviser} */ (document.querySelector('career-adviser'));

if (lang) adviser.lang = lang;
adviser.setAttribute('theme', given.get('theme') || '');
// Only a page of exactly this origin is asked and listened to; who may frame this page
// at all is up to the server's frame-ancestors.
if (around && parent !== window) {
  adviser.getToken = () =>
    new Promise((resolve, reject) => {
      /** @param {MessageEvent} event */
      const take = ({ source, origin, data }) => {
        if (source !== parent || origin !== around || data?.type !== GIVE) return;
        removeEventListener('message', take);
        resolve(data.token);
      };
      addEventListener('message', take);
      setTimeout(reject, WAIT, new TypeError('The page around gave no token.'));
      parent.postMessage({ type: ASK }, around);
    });
}
import('./adviser.js');
export {};
