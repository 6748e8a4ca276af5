// The bundled model in capitals: what is typed in another case than the text above it.
import assert from 'node:assert/strict';
import { GhostTexts } from '../../support/ghostText';

const ABOUT = 'We run kubernetes here. The kubernetes cluster is small. Every kubernetes node restarts at night.\n';

describe('capitals', () => {
  let ghostTexts: GhostTexts;
  before(async () => (ghostTexts = await GhostTexts.ofBundledModel()));
  after(() => ghostTexts.dispose());
  const check = async (text: string, shown: RegExp, languageId = 'plaintext') => assert.match(await ghostTexts.at(text, languageId), shown, text);

  it('are followed by a word that stands in lower case above', async () => {
    await check(`${ABOUT}KUBER█`, /^NETES/);
    await check(`${ABOUT}WHY KUBER█`, /^NETES/);
    await check(`${ABOUT}Kuber█`, /^netes/);
    await check(`${ABOUT}kuber█`, /^netes/);
  });

  it('are followed by a word that stands with a capital above', async () => {
    await check(`${ABOUT.replaceAll('kubernetes', 'Kubernetes')}KUBER█`, /^NETES/);
  });

  it('are followed by a word that the network knows', async () => {
    await check('THANK YOU FOR YOUR ATTEN█', /^TION/);
    await check('Thank you for your ATTEN█', /^TION/);
  });

  it('are followed in other scripts with case', async () => {
    await check(`${'Мы изучаем электродинамику. '.repeat(3)}\nЭЛЕКТРОД█`, /^ИНАМИКУ/);
  });

  it('never change a name that stands in capitals, or one in camel case', async () => {
    await check(`const KUBERNODE = 1;\nlet kubernetes = KUBERNODE + 1;\nstart(KUBERNODE);\nstop(KUBERNODE);\nrun(KUBER█`, /^NODE/, 'typescript');
    await check(`function invoiceRecordTotal() {}\ninvoiceRecordTotal();\ninvoiceRecordTotal();\nINVOICER█`, /^(?!ECORDTOTAL)/, 'typescript');
  });
});
