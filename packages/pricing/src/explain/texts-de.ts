import type { Bounds, Texts } from './texts.ts';

const bounds =
  (
    both: (from: string, to: string) => string,
    lower: (from: string) => string,
    upper: (to: string) => string,
  ) =>
  ({ from, to }: Bounds) => {
    if (from !== undefined && to !== undefined) return both(from, to);
    return from === undefined ? upper(to ?? '') : lower(from);
  };

const ROUNDED = { up: ' auf', down: ' ab', near: '' } as const;

const flow = bounds(
  (from, to) => `ab ${from} und unter ${to}`,
  (from) => `ab ${from}`,
  (to) => `unter ${to}`,
);

export const GERMAN: Texts = {
  dimension: {
    ENERGY: 'Energie',
    TIME: 'Ladezeit',
    PARKING_TIME: 'Standzeit',
    SESSION_TIME: 'Zeit am Anschluss',
    FLAT: 'Grundpreis',
  },
  reservation: { FLAT: 'Reservierungsgebühr', TIME: 'Reservierungszeit' },
  per: { kWh: 'kWh', h: 'Stunde', session: 'Ladevorgang', reservation: 'Reservierung' },
  total: 'Summe',
  note: 'Hinweis',
  range: 'Spanne',
  between: (from, until, zone) => `${from} bis ${until} (${zone}).`,
  at: (at, zone) => `${at} (${zone}).`,
  billedAsMeasured: (quantity) => `${quantity} gemessen und berechnet.`,
  measuredAndBilled: (measured, billed) => `${measured} gemessen, ${billed} berechnet.`,
  once: 'Einmal berechnet.',
  step: (size, change, isMore, isOfSum) =>
    `Abgerechnet wird in Schritten von ${size}${isOfSum ? ' über den ganzen Vorgang' : ''}: ` +
    `hier ${change} ${isMore ? 'mehr' : 'weniger'}.`,
  reading: {
    timestamps:
      'Der Betreiber hat Stunden als Dezimalzahl gesendet; gelesen als Uhrzeiten der Abschnitte.',
    'whole-second':
      'Der Betreiber hat Stunden als Dezimalzahl gesendet; gelesen als ganze Sekunden.',
  },
  condition: {
    'time-of-day': bounds(
      (from, to) => `von ${from} bis ${to} Uhr`,
      (from) => `ab ${from} Uhr`,
      (to) => `bis ${to} Uhr`,
    ),
    dates: bounds(
      (from, to) => `ab dem ${from} und vor dem ${to}`,
      (from) => `ab dem ${from}`,
      (to) => `vor dem ${to}`,
    ),
    energy: bounds(
      (from, to) => `von ${from} bis ${to}`,
      (from) => `ab ${from}`,
      (to) => `für die ersten ${to}`,
    ),
    current: flow,
    power: flow,
    duration: bounds(
      (from, to) => `von ${from} bis ${to} nach dem Beginn`,
      (from) => `ab ${from} nach dem Beginn`,
      (to) => `bis ${to} nach dem Beginn`,
    ),
  },
  onDays: (days) => `am ${days}`,
  forReservation: (isExpired) =>
    isExpired ? 'für eine abgelaufene Reservierung' : 'für eine Reservierung',
  unknownCondition: (names) => `unter einer Bedingung, die wir nicht kennen (${names})`,
  unbounded: {
    'time-of-day': 'der Uhrzeit',
    dates: 'dem Datum',
    energy: 'der geladenen Energie',
    current: 'der Stromstärke',
    power: 'der Leistung',
    duration: 'der Dauer',
    days: 'dem Wochentag',
    reservation: 'einer Reservierung',
    unknown: 'einer Bedingung, die wir nicht kennen',
  },
  applies: (conditions) => `Dieser Preis gilt ${conditions}.`,
  depends: (conditions) =>
    `Dieser Preis hängt ab von ${conditions}; der Ladevorgang erfüllte die Bedingung.`,
  passedOver: (element, condition) =>
    `Preis ${element} des Tarifs galt nicht: Er gilt nur ${condition}.`,
  passedOverBy: (element, subject) => `Preis ${element} des Tarifs galt nicht wegen ${subject}.`,
  price: (unit, per, quantity, sum) => `${unit} je ${per} × ${quantity} ${sum}.`,
  flatPrice: (unit, per) => `${unit} je ${per}.`,
  rounding: (to, rule) =>
    `Der Betreiber rundet diesen Betrag auf ein Vielfaches von ${to}${ROUNDED[rule]}.`,
  tax: {
    added: (percent) => `Zuzüglich ${percent} Steuer.`,
    included: (percent) => `${percent} Steuer sind enthalten.`,
    none: 'Es fällt keine Steuer an.',
    unknown: 'Der Betreiber nennt die Steuer nicht; deshalb ist der Betrag nach Steuer unbekannt.',
    unknownIncluded:
      'Enthalten ist Steuer zu einem nicht genannten Satz; der Betrag davor ist unbekannt.',
  },
  totalUnknown: {
    inclTax: 'Die Summe nach Steuer ist unbekannt, weil eine Steuer es ist.',
    exclTax: 'Die Summe vor Steuer ist unbekannt, weil eine enthaltene Steuer es ist.',
  },
  limit: {
    'clamped-to-minimum': {
      title: 'Mindestpreis',
      text: 'Die Posten ergeben weniger, als der Tarif mindestens verlangt.',
    },
    'clamped-to-maximum': {
      title: 'Höchstpreis',
      text: 'Die Posten ergeben mehr, als der Tarif höchstens verlangt.',
    },
  },
  limited: {
    exclTax: (from, to) => `Vor Steuer: aus ${from} werden ${to}.`,
    inclTax: (from, to) => `Nach Steuer: aus ${from} werden ${to}.`,
  },
  notes: {
    'hours-read-as-seconds':
      'Stunden als Dezimalzahl wurden als die Sekunden gelesen, für die sie stehen.',
    'energy-finer-than-mwh':
      'Energie kam feiner als eine Milliwattstunde und wurde darauf gerundet.',
    'periods-out-of-order':
      'Die Abschnitte kamen nicht in zeitlicher Reihenfolge und wurden sortiert.',
    'period-outside-session': 'Ein Abschnitt liegt außerhalb des Ladevorgangs.',
    'period-spans-price-change':
      'Der Preis wechselt innerhalb eines Abschnitts; für ihn ganz gilt der Preis an seinem Beginn.',
    'flow-spans-bound':
      'Leistung oder Stromstärke überschreitet innerhalb eines Abschnitts eine Grenze des Tarifs.',
    'negative-energy':
      'Energie floss aus dem Fahrzeug zurück; sie wird nicht auf einen Schritt aufgerundet.',
    'repeated-dimension': 'Ein Abschnitt nennt eine Menge zweimal; die erste zählt.',
    'approximate-component': 'Der Betreiber nennt einen Preis nur annähernd.',
    'tariff-not-in-force': 'Der Tarif galt nicht, als der Ladevorgang begann.',
    'tax-not-applicable': 'Laut Tarif fällt keine Steuer an.',
    'time-zone-assumed': 'Die Zeitzone des Ortes ist nicht sicher bekannt; sie wurde angenommen.',
    'reservation-expiry-assumed':
      'Ob die Reservierung abgelaufen ist, wurde nicht gesagt, sondern angenommen.',
    'clamped-to-minimum': 'Es gilt der Mindestpreis des Tarifs.',
    'clamped-to-maximum': 'Es gilt der Höchstpreis des Tarifs.',
  },
  inPeriods: (periods, count, more) =>
    `${count === 1 ? 'Abschnitt' : 'Abschnitte'} ${periods}${more > 0 ? ` und ${more} weitere` : ''}.`,
  unquotable: {
    'no-tariff': 'Für diesen Ladevorgang gibt es keinen Tarif.',
    'unsupported-tariff': 'Der Tarif hat Regeln, die wir nicht berechnen können.',
    'no-periods': 'Der Ladevorgang nennt keinen Abschnitt.',
    'missing-measurement': 'Ein Preis hängt von etwas ab, das der Betreiber nicht gemessen hat.',
    'ambiguous-period':
      'Ein Abschnitt lässt sich auf zwei Arten lesen, die verschieden viel kosten.',
    currency: 'Die Tarife sind in verschiedenen Währungen.',
    'time-zone': 'Die Zeitzone des Ortes ist nicht bekannt.',
    'no-battery': 'Für ein Ladeziel in Prozent wird die Größe der Batterie gebraucht.',
    'no-power': 'Der Anschluss oder das Fahrzeug nimmt keine Leistung auf.',
    'no-energy': 'Es gibt nichts zu laden.',
    'too-long': 'Der Ladevorgang würde länger als eine Woche dauern.',
  },
  rangeOf: (low, high, tax) =>
    `Zwischen ${low} und ${high} ${tax === 'inclTax' ? 'nach' : 'vor'} Steuer.`,
  fixed: 'Der Preis hängt nicht davon ab, wann, wie schnell oder wie lange geladen wird.',
  factor: {
    power: 'Er hängt davon ab, wie schnell das Fahrzeug lädt.',
    start: 'Er hängt davon ab, wann der Ladevorgang beginnt.',
    stay: 'Er hängt davon ab, wie lange das Fahrzeug angeschlossen bleibt.',
  },
};
