package tributary.serve;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that gets no answer but a problem: says what is wrong and what would be right. */
final class Refusal extends RuntimeException {
  private static final String OURS = "urn:tributary:problem:";

  private final Problem problem;
  private final Map<String, String> headers;

  private Refusal(Problem problem, Map<String, String> headers) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.headers = headers;
  }

  Problem problem() {
    return problem;
  }

  /** Headers that belong to the answer, such as {@code Allow}. */
  Map<String, String> headers() {
    return headers;
  }

  static Refusal parameter(String name, String detail, String expected) {
    return of(400, "bad-parameter", "A parameter is wrong", detail, name, expected, Map.of());
  }

  static Refusal badRequest(String detail) {
    return of(400, "bad-request", "The request cannot be read", detail, null, null, Map.of());
  }

  static Refusal notFound(String detail) {
    return of(404, "not-found", "There is no such thing", detail, null, null, Map.of());
  }

  static Refusal method(String method, String allowed) {
    return of(
        405,
        "wrong-method",
        "The method is not allowed here",
        "This path does not answer to " + method,
        null,
        allowed,
        Map.of("Allow", allowed));
  }

  static Refusal notAcceptable(String offered) {
    return of(
        406,
        "not-acceptable",
        "No such representation",
        "None of the types in Accept can be given",
        "Accept",
        offered,
        Map.of());
  }

  static Refusal tooLarge(int maximum) {
    return of(
        413,
        "too-large",
        "The body is too large",
        "A body of this request has at most " + maximum + " bytes",
        null,
        null,
        Map.of());
  }

  static Refusal mediaType() {
    return of(
        415,
        "unsupported-media-type",
        "The body has the wrong type",
        "A body of this request is JSON",
        "Content-Type",
        "application/json",
        Map.of());
  }

  static Refusal conflict(String detail) {
    return of(409, "conflict", "Not at the same time", detail, null, null, Map.of());
  }

  static Refusal token(boolean given) {
    return given
        ? of(
            403,
            "wrong-token",
            "The token is wrong",
            "The operator's token does not match",
            null,
            null,
            Map.of())
        : of(
            401,
            "token-needed",
            "A token is needed",
            "This needs the operator's token in the header Authorization: Bearer",
            null,
            null,
            Map.of("WWW-Authenticate", "Bearer realm=\"tributary\""));
  }

  static Refusal unavailable(String detail, long retryAfterSeconds) {
    return of(
        503,
        "unavailable",
        "Not available for the moment",
        detail,
        null,
        null,
        Map.of("Retry-After", String.valueOf(Math.max(1, retryAfterSeconds))));
  }

  static Refusal internal() {
    return of(
        500,
        "internal",
        "An error of ours",
        "The request could not be answered; the log of the application says why",
        null,
        null,
        Map.of());
  }

  /** For what the container refuses by itself. */
  static Refusal status(int status, String title) {
    return of(status, null, title, title, null, null, Map.of());
  }

  private static Refusal of(
      int status,
      @Nullable String kind,
      String title,
      String detail,
      @Nullable String parameter,
      @Nullable String expected,
      Map<String, String> headers) {
    String type = kind == null ? "about:blank" : OURS + kind;
    return new Refusal(
        new Problem(type, title, status, detail, null, parameter, expected), headers);
  }
}
