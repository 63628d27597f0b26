import { createPrivateKey, sign } from 'node:crypto';
import Resolver from '@forge/resolver';

// forge variables set --encrypt ADVISER_KEY "$(base64 -w0 private-key.pem)"
const key = () => createPrivateKey(Buffer.from(process.env.ADVISER_KEY, 'base64'));
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that is good for five minutes, for whoever Confluence says is signed in. */
function token(employee) {
  const end = Math.floor(Date.now() / 1000) + 300;
  const claims = { iss: 'https://example.atlassian.net', aud: 'werdegang', sub: employee, exp: end };
  const text = `${part({ alg: 'ES256', kid: 'confluence' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key: key(), dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

const resolver = new Resolver();
resolver.define('token', ({ context }) => {
  if (!context.accountId) throw new Error('nobody is signed in');
  return token(context.accountId);
});

export const handler = resolver.getDefinitions();
