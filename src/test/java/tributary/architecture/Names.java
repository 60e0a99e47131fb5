package tributary.architecture;

import java.util.regex.Pattern;

/** The same name in the spellings of routes, operations and environment variables. */
final class Names {
  private Names() {}

  /** {@code list-domains} is {@code listDomains}. */
  static String camelCase(String kebab) {
    return Pattern.compile("-([a-z0-9])")
        .matcher(kebab)
        .replaceAll(found -> found.group(1).toUpperCase(java.util.Locale.ROOT));
  }

  /** {@code tributary.data-dir} is {@code TRIBUTARY_DATA_DIR}. */
  static String environmentVariable(String property) {
    return property.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
