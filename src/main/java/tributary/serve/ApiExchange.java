package tributary.serve;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/**
 * The one place where routes and HTTP meet: {@code open} gives a route the request as its body,
 * {@code answer} writes what the route made of it, {@code refuse} writes what went wrong instead.
 */
@Component("http")
class ApiExchange {
  private static final Logger LOG = LoggerFactory.getLogger(ApiExchange.class);
  private static final String REQUEST = "request";
  private static final String RESPONSE = "response";

  private final ServeSettings settings;

  ApiExchange(ServeSettings settings) {
    this.settings = settings;
  }

  /** The request becomes body and property {@code request}; no header of it goes on. */
  public void open(Exchange exchange) {
    PlatformHttpMessage http = exchange.getMessage(PlatformHttpMessage.class);
    ApiRequest request = (ApiRequest) http.getRequest().getAttribute(ApiDoor.REQUEST);
    exchange.setProperty(RESPONSE, http.getResponse());
    http.removeHeaders("*");
    if (request == null) {
      // an escaped way of writing the path that led around the door
      throw Refusal.notFound("There is nothing at this path; /openapi.json lists what there is");
    }
    exchange.setProperty(REQUEST, request);
    http.setBody(request);
  }

  /** The body, an {@link Answer}, becomes bytes in the form that was asked for. */
  public void answer(Exchange exchange) {
    ApiRequest request = exchange.getProperty(REQUEST, ApiRequest.class);
    HttpServletResponse response = exchange.getProperty(RESPONSE, HttpServletResponse.class);
    Answer answer = Objects.requireNonNull(exchange.getMessage().getBody(Answer.class));
    Supplier<Table> table = answer.table();
    boolean csv = request.format() == ApiRequest.Format.CSV && table != null;
    byte[] body = csv && table != null ? table.get().csv() : json(answer.body());
    response.setHeader("Vary", "Accept");
    if (answer.next() != null) {
      response.setHeader("Link", "<" + next(request, answer.next()) + ">; rel=\"next\"");
    }
    boolean unchanged = false;
    if (request.operation().method().equals("GET")) {
      String tag = tag(body);
      unchanged = matches(request.ifNoneMatch(), tag);
      response.setHeader("ETag", tag);
      response.setHeader(
          "Cache-Control",
          answer.maxAge() == null ? "no-cache" : "max-age=" + answer.maxAge().toSeconds());
    } else {
      response.setHeader("Cache-Control", "no-store");
    }
    String type = csv ? "text/csv;charset=utf-8;header=present" : "application/json";
    // the type also without a body: Spring would look for one and stumble over Camel's list
    write(exchange, unchanged ? 304 : 200, type, unchanged ? new byte[0] : body);
  }

  /** The exception of the exchange becomes a problem; one of ours is logged, once, here. */
  public void refuse(Exchange exchange) {
    Exception error = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    ApiRequest request = exchange.getProperty(REQUEST, ApiRequest.class);
    Refusal refusal = refusal(error, request);
    HttpServletResponse response = exchange.getProperty(RESPONSE, HttpServletResponse.class);
    if (response != null) {
      refusal.headers().forEach(response::setHeader);
      response.setHeader("Cache-Control", "no-store");
    }
    Problem problem = refusal.problem();
    write(
        exchange,
        problem.status(),
        Problem.MEDIA_TYPE,
        (request == null ? problem : problem.at(request.path())).json());
  }

  /** Camel would drop some headers and echo others: it gets none but status and type. */
  private static void write(Exchange exchange, int status, String type, byte[] body) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, type);
    message.setBody(body);
  }

  private Refusal refusal(@Nullable Exception error, @Nullable ApiRequest request) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
      if (Cassandra.isOutage(cause)) {
        return Refusal.unavailable(
            "The store cannot be reached or is too slow", settings.retryAfter().toSeconds());
      }
      if (KafkaAway.is(cause)) {
        return Refusal.unavailable("Kafka cannot be reached", settings.retryAfter().toSeconds());
      }
    }
    LOG.atError()
        .addKeyValue("operation", request == null ? "" : request.operation().id())
        .setCause(error)
        .log("A request could not be answered");
    return Refusal.internal();
  }

  private static byte[] json(Object body) {
    return body instanceof byte[] bytes ? bytes : Json.bytes(body);
  }

  private static String next(ApiRequest request, String cursor) {
    StringBuilder link = new StringBuilder(request.path()).append('?');
    for (Map.Entry<String, String> parameter : request.query().entrySet()) {
      if (!parameter.getKey().equals("cursor")) {
        link.append(parameter.getKey())
            .append('=')
            .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
            .append('&');
      }
    }
    return link.append("cursor=").append(cursor).toString();
  }

  static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, 12)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Weak comparison, as RFC 9110 wants it for If-None-Match. */
  static boolean matches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String one : ifNoneMatch.split(",")) {
      String candidate = one.strip();
      if (candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}
