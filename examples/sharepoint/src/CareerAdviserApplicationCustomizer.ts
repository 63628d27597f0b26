import { BaseApplicationCustomizer } from '@microsoft/sp-application-base';
import { AadHttpClient } from '@microsoft/sp-http';

interface Properties {
  /** The assistant, for example https://adviser.example.com */
  adviser: string;
  /** The signing back end's address for tokens, and its application ID URI in Entra ID. */
  tokenAddress: string;
  tokenResource: string;
}

type Adviser = HTMLElement & { getToken: () => Promise<string> };

/** Puts the adviser on every page, signed in as whoever is signed in to SharePoint. */
export default class CareerAdviserApplicationCustomizer extends BaseApplicationCustomizer<Properties> {
  public async onInit(): Promise<void> {
    const { adviser, tokenAddress, tokenResource } = this.properties;
    const client = await this.context.aadHttpClientFactory.getClient(tokenResource);

    const element = document.createElement('career-adviser') as Adviser;
    element.getToken = async () => {
      const answer = await client.post(tokenAddress, AadHttpClient.configurations.v1, {});
      if (!answer.ok) throw new Error(`no token: status ${answer.status}`);
      return (await answer.json()).token;
    };
    document.body.append(element);

    const script = document.createElement('script');
    script.type = 'module';
    script.src = new URL('/widget/adviser.js', adviser).href;
    document.head.append(script);
  }
}
