package tributary.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The server answers with an error instead of a stream; carries the answer as the source forms it.
 */
final class RequestRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String contentType;
  private final String body;

  RequestRefused(int status, String contentType, String body) {
    super(status + " " + body);
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  /** The form of the service's own errors: {@code status, type, title, detail, method, uri}. */
  static RequestRefused problem(
      int status, String type, String title, String detail, RequestHead request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("type", "https://mediawiki.org/wiki/HyperSwitch/errors/" + type);
    body.put("title", title);
    body.put("detail", detail);
    body.put("method", request.method().toLowerCase(java.util.Locale.ROOT));
    body.put("uri", request.target());
    return new RequestRefused(status, "application/json; charset=utf-8", Json.write(body));
  }

  /** The form of the library beneath: {@code message, origin, name, ..., statusCode}. */
  static RequestRefused fault(int status, String name, String message, Map<String, ?> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.put("origin", "KafkaSSE");
    body.put("name", name);
    body.putAll(more);
    body.put("statusCode", status);
    return new RequestRefused(status, "application/json; charset=utf-8", Json.write(body));
  }

  /** What stands in front of the service says it in HTML. */
  static RequestRefused edge(int status, String sentence) {
    String page =
        "<!DOCTYPE html>\n<html lang=\"en\"><title>Wikimedia Error</title><h1>Error</h1><p>"
            + sentence
            + "</p></html>\n";
    return new RequestRefused(status, "text/html; charset=utf-8", page);
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  String body() {
    return body;
  }
}
