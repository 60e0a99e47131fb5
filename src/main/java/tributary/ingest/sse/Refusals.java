package tributary.ingest.sse;

import org.jspecify.annotations.Nullable;

/** Says in a sentence what an answer without a stream means, and what would help. */
final class Refusals {
  private Refusals() {}

  static String explain(int status, @Nullable String contentType) {
    return switch (status) {
      case 200 ->
          "HTTP 200, but no event stream (Content-Type "
              + (contentType == null || contentType.isEmpty() ? "missing" : contentType)
              + "): is the URL right?";
      case 400 -> "HTTP 400: the server does not know a stream, or does not take the position";
      case 403 ->
          "HTTP 403: the server turns this User-Agent away; it wants a descriptive one with a way"
              + " to contact you (TRIBUTARY_INGEST_WIKIMEDIA_CONTACT or"
              + " TRIBUTARY_INGEST_WIKIMEDIA_USER_AGENT)";
      case 404 -> "HTTP 404: there is no such stream, or no such topic in the position";
      case 429 -> "HTTP 429: too many connections from this address";
      default -> "HTTP " + status + (status >= 500 ? ": the server is in trouble" : "");
    };
  }
}
