// Hands the frame a token whenever it asks for one: to the adviser's origin, nowhere else.
const frame = document.querySelector('iframe');
const adviser = new URL(frame.src).origin;

addEventListener('message', async ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== adviser || data?.type !== 'career-adviser:token?') return;
  const answer = await fetch('/token', { method: 'POST' });
  if (!answer.ok) return;
  const { token } = await answer.json();
  source.postMessage({ type: 'career-adviser:token', token }, adviser);
});
