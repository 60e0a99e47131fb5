package tributary.serve;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param parameter which parameter is wrong, if one is
 * @param expected what would be right for it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    @Nullable String parameter,
    @Nullable String expected) {
  static final String MEDIA_TYPE = "application/problem+json";

  Problem at(String path) {
    return new Problem(type, title, status, detail, path, parameter, expected);
  }

  byte[] json() {
    return Json.bytes(this);
  }
}
