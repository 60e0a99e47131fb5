package tributary.serve;

import jakarta.servlet.http.HttpServletRequest;
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

  private final ServeSettings settings;

  ApiExchange(ServeSettings settings) {
    this.settings = settings;
  }

  /** The request becomes body and property {@code request}; no header of it goes on. */
  public void open(Exchange exchange) {
    HttpServletRequest servlet = exchange.getMessage(PlatformHttpMessage.class).getRequest();
    ApiRequest request = (ApiRequest) servlet.getAttribute(ApiDoor.REQUEST);
    exchange.getMessage().removeHeaders("*");
    if (request == null) {
      // an escaped way of writing the path that led around the door
      throw Refusal.notFound("There is nothing at this path; /openapi.json lists what there is");
    }
    exchange.setProperty(REQUEST, request);
    exchange.getMessage().setBody(request);
  }

  /** The body, an {@link Answer}, becomes bytes in the form that was asked for. */
  public void answer(Exchange exchange) {
    ApiRequest request = exchange.getProperty(REQUEST, ApiRequest.class);
    Answer answer = Objects.requireNonNull(exchange.getMessage().getBody(Answer.class));
    Supplier<Table> table = answer.table();
    boolean csv = request.format() == ApiRequest.Format.CSV && table != null;
    byte[] body = csv && table != null ? table.get().csv() : json(answer.body());
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader("Vary", "Accept");
    if (answer.next() != null) {
      message.setHeader("Link", "<" + next(request, answer.next()) + ">; rel=\"next\"");
    }
    if (request.operation().method().equals("GET")) {
      String tag = tag(body);
      message.setHeader("ETag", tag);
      message.setHeader(
          "Cache-Control",
          answer.maxAge() == null ? "no-cache" : "max-age=" + answer.maxAge().toSeconds());
      if (matches(request.ifNoneMatch(), tag)) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
        message.setBody(null);
        return;
      }
    } else {
      message.setHeader("Cache-Control", "no-store");
    }
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
    message.setHeader(
        Exchange.CONTENT_TYPE, csv ? "text/csv;charset=utf-8;header=present" : "application/json");
    message.setBody(body);
  }

  /** The exception of the exchange becomes a problem; one of ours is logged, once, here. */
  public void refuse(Exchange exchange) {
    Exception error = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    ApiRequest request = exchange.getProperty(REQUEST, ApiRequest.class);
    Refusal refusal = refusal(error, request);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    refusal.headers().forEach(message::setHeader);
    message.setHeader("Cache-Control", "no-store");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, refusal.problem().status());
    message.setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
    Problem problem = refusal.problem();
    message.setBody((request == null ? problem : problem.at(request.path())).json());
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
