import prettier from 'prettier';

/** A text as this project formats the file of that path. */
export async function formatted(file: string, text: string): Promise<string> {
  const { inferredParser } = await prettier.getFileInfo(file);
  if (!inferredParser) return text;
  const options = await prettier.resolveConfig(file);
  return prettier.format(text, { ...options, filepath: file });
}
