/**
 * JSON with line breaks and indents, every other character as it was: numbers keep their digits,
 * which parsing and printing would not promise. What is no JSON comes back as it is.
 */
export function indentJson(text: string): string {
  if (!isJson(text)) return text;
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  return tokens(text)
    .map((token, index, all) => {
      if (token === '{' || token === '[') {
        depth += 1;
        return isClosing(all[index + 1]) ? token : token + line();
      }
      if (isClosing(token)) {
        depth -= 1;
        const before = all[index - 1];
        return before === '{' || before === '[' ? token : line() + token;
      }
      if (token === ',') return token + line();
      return token === ':' ? ': ' : token;
    })
    .join('');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Strings whole, punctuation by character, numbers and words whole; white space left out. */
function tokens(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}

function isClosing(token: string | undefined): boolean {
  return token === '}' || token === ']';
}
