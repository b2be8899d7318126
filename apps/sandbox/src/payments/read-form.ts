/** A form of Stripe's API: texts in nested groups, `a[b][0]=c` as `{ a: { b: { 0: 'c' } } }`. */
export type Form = { [name: string]: string | Form };

/** Reads `application/x-www-form-urlencoded` with Stripe's square brackets. */
export function readForm(encoded: string): Form {
  const form: Form = Object.create(null) as Form;
  for (const [name, value] of new URLSearchParams(encoded)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part);
    setAt(form, path, value);
  }
  return form;
}

function setAt(form: Form, [first = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    form[first] = value;
    return;
  }
  const inner = form[first];
  const group = typeof inner === 'object' ? inner : (Object.create(null) as Form);
  form[first] = group;
  setAt(group, rest, value);
}

export function textAt(form: Form, ...path: string[]): string | undefined {
  const found = valueAt(form, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function groupAt(form: Form, ...path: string[]): Form | undefined {
  const found = valueAt(form, path);
  return typeof found === 'object' ? found : undefined;
}

/** The texts of a list, `expand[0]=a&expand[1]=b` or `expand[]=a`. */
export function listAt(form: Form, ...path: string[]): string[] {
  const group = groupAt(form, ...path);
  return Object.values(group ?? {}).filter((value) => typeof value === 'string');
}

/** The texts of a group, e.g. `metadata`. */
export function textsAt(form: Form, ...path: string[]): Record<string, string> {
  const group = groupAt(form, ...path) ?? {};
  return Object.fromEntries(
    Object.entries(group).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function valueAt(form: Form, path: string[]): string | Form | undefined {
  return path.reduce<string | Form | undefined>(
    (inner, name) => (typeof inner === 'object' ? inner[name] : undefined),
    form,
  );
}
