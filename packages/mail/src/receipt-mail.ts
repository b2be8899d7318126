import {
  formatEnergy,
  formatHours,
  formatMoney,
  formatTime,
  formatUnitPrice,
  type Language,
  languageOf,
} from './format.ts';
import { escapeHtml, layOut } from './layout.ts';
import type { ReceiptMail, WordedMail } from './mail.ts';

const WORDS = {
  en: {
    subject: (total: string, place: string) => `Your receipt: ${total}, ${place}`,
    title: 'Your receipt',
    dimensions: {
      ENERGY: 'Energy',
      TIME: 'Charging time',
      PARKING_TIME: 'Parking after charging',
      SESSION_TIME: 'Time at the charging point',
      FLAT: 'Start fee',
    } as Readonly<Record<string, string>>,
    per: { kWh: 'per kWh', h: 'per hour', charge: '' } as Readonly<Record<string, string>>,
    total: 'Total',
    vat: (percent: string) => `including ${percent} % VAT`,
    energy: 'Energy charged',
    from: 'From',
    until: 'Until',
    number: 'Receipt number',
    action: 'See the receipt',
  },
  de: {
    subject: (total: string, place: string) => `Ihr Beleg: ${total}, ${place}`,
    title: 'Ihr Beleg',
    dimensions: {
      ENERGY: 'Energie',
      TIME: 'Ladezeit',
      PARKING_TIME: 'Standzeit nach dem Laden',
      SESSION_TIME: 'Zeit am Ladepunkt',
      FLAT: 'Startgebühr',
    } as Readonly<Record<string, string>>,
    per: { kWh: 'je kWh', h: 'je Stunde', charge: '' } as Readonly<Record<string, string>>,
    total: 'Gesamt',
    vat: (percent: string) => `darin ${percent} % MwSt.`,
    energy: 'Geladene Energie',
    from: 'Von',
    until: 'Bis',
    number: 'Belegnummer',
    action: 'Beleg ansehen',
  },
} as const;

type Row = readonly [label: string, value: string];

/** A receipt in words: the same lines and sums that the document has, nothing computed anew. */
export function wordReceipt(mail: ReceiptMail): WordedMail {
  const language = languageOf(mail.locale);
  const words = WORDS[language];
  const total = formatMoney(mail.total, language);
  const lines = mail.lines.map((line) => rowOf(line, language));
  const vat = mail.vat.map(
    ({ percent, vat: tax }): Row => [
      words.vat(percent.replace('.', language === 'de' ? ',' : '.')),
      formatMoney(tax, language),
    ],
  );
  const facts: Row[] = [
    [words.energy, formatEnergy(mail.energyKwh, language)],
    [words.from, formatTime(mail.startedAt, mail.timeZone, language)],
    [words.until, formatTime(mail.endedAt, mail.timeZone, language)],
    [words.number, mail.number],
  ];
  const place = [mail.stationName, mail.stationAddress].filter((part) => part !== '');
  const seller = [mail.sellerName, ...mail.sellerLines];
  const tell = ([label, value]: Row) => `${label}: ${value}`;
  return {
    subject: words.subject(total, mail.stationName),
    text: [
      words.title,
      ...place,
      '',
      ...lines.map(tell),
      tell([words.total, total]),
      ...vat.map(tell),
      '',
      ...facts.map(tell),
      '',
      `${words.action}: ${mail.url}`,
      '',
      ...seller,
      '',
    ].join('\n'),
    html: layOut({
      language,
      title: words.title,
      content: [
        `<h1>${words.title}</h1>`,
        `<p>${place.map(escapeHtml).join('<br>')}</p>`,
        '<table>',
        ...lines.map((row) => tableRow(row)),
        tableRow([words.total, total], 'total'),
        ...vat.map((row) => tableRow(row, 'muted')),
        '</table>',
        `<p><a class="action" href="${escapeHtml(mail.url)}">${words.action}</a></p>`,
        '<table class="muted">',
        ...facts.map((row) => tableRow(row)),
        '</table>',
        `<p class="muted">${seller.map(escapeHtml).join('<br>')}</p>`,
      ].join('\n'),
    }),
  };
}

function rowOf(line: ReceiptMail['lines'][number], language: Language): Row {
  const words = WORDS[language];
  const name = words.dimensions[line.dimension] ?? line.dimension;
  const price = formatUnitPrice(line.unitPrice, language);
  const { currency } = line.total;
  const quantity =
    line.unit === 'kWh'
      ? formatEnergy(line.quantity, language)
      : line.unit === 'h'
        ? formatHours(line.quantity)
        : '';
  const basis =
    quantity === '' ? '' : ` (${quantity}, ${price} ${currency} ${words.per[line.unit] ?? ''})`;
  return [`${name}${basis}`, formatMoney(line.total, language)];
}

function tableRow([label, value]: Row, className = ''): string {
  const attribute = className === '' ? '' : ` class="${className}"`;
  return `<tr${attribute}><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`;
}
