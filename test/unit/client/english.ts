// The untranslated texts, for tests of what the client says.
import { Figures } from '../../../src/client/figures';
import type { Translate } from '../../../src/client/translate';
import { formatSentence } from '../../../src/model/userError';

export const translate: Translate = (template, ...values) => formatSentence({ template, values });

export const figures = new Figures('en', translate);
