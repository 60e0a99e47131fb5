package tributary.serve;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Takes an HTTP request apart from its raw form, so that an escaped slash, a semicolon or a plus in
 * a name stays what it is, and refuses what the OpenAPI document does not know.
 */
@Component
class RequestReader {
  private static final int MAX_QUERY = 8192;

  private final ApiDocument document;
  private final ServeSettings settings;

  RequestReader(ApiDocument document, ServeSettings settings) {
    this.document = document;
    this.settings = settings;
  }

  /** Whether a raw path belongs to the API. */
  boolean concerns(String path) {
    return path.equals(document.base()) || path.startsWith(document.base() + "/");
  }

  /**
   * @throws Refusal when the request is wrong
   */
  ApiRequest read(HttpServletRequest request) throws IOException {
    String path = request.getRequestURI();
    List<String> segments = segments(path);
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    Operation operation = document.find(method, segments);
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      if (Operation.isVariable(operation.template().get(i))) {
        values.put(Operation.variable(operation.template().get(i)), segments.get(i));
      }
    }
    return new ApiRequest(
        operation,
        path,
        Map.copyOf(values),
        query(operation, request.getQueryString()),
        format(operation, request),
        request.getHeader("If-None-Match"),
        request.getHeader("Authorization"),
        body(operation, request));
  }

  /** Methods that the path answers to, for OPTIONS. */
  String allowed(String path) {
    List<String> segments = segments(path);
    List<Operation> here =
        document.operations().stream().filter(one -> one.match(segments) >= 0).toList();
    if (here.isEmpty()) {
      throw Refusal.notFound("There is nothing at this path; /openapi.json lists what there is");
    }
    return ApiDocument.allowed(here);
  }

  private List<String> segments(String path) {
    String rest = path.substring(Math.min(path.length(), document.base().length() + 1));
    List<String> segments = new ArrayList<>();
    for (String segment : rest.split("/", -1)) {
      try {
        String decoded = PercentCoding.decode(segment, false);
        if (decoded.indexOf('\0') >= 0) {
          throw new IllegalArgumentException("a zero byte");
        }
        segments.add(decoded);
      } catch (IllegalArgumentException e) {
        throw Refusal.badRequest("The path contains " + e.getMessage());
      }
    }
    return segments;
  }

  private static Map<String, String> query(Operation operation, @Nullable String raw) {
    Map<String, String> query = new TreeMap<>();
    if (raw == null || raw.isEmpty()) {
      return query;
    }
    if (raw.length() > MAX_QUERY) {
      throw Refusal.badRequest("The query has more than " + MAX_QUERY + " characters");
    }
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!operation.query().contains(name)) {
        throw Refusal.parameter(
            ApiRequest.shown(name), "There is no such parameter here", known(operation));
      }
      if (query.put(name, value) != null) {
        throw Refusal.parameter(name, "The parameter stands there twice", "the parameter once");
      }
    }
    return query;
  }

  private static String known(Operation operation) {
    return operation.query().isEmpty()
        ? "no parameter"
        : "one of " + String.join(", ", operation.query());
  }

  private static String decoded(String text) {
    try {
      return PercentCoding.decode(text, true);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("The query contains " + e.getMessage());
    }
  }

  private static ApiRequest.Format format(Operation operation, HttpServletRequest request) {
    List<String> accept = java.util.Collections.list(request.getHeaders("Accept"));
    String offered =
        "application/json"
            + (operation.csv() ? " or text/csv" : "")
            + (operation.stream() ? " or text/event-stream" : "");
    double json;
    double csv;
    double stream;
    try {
      List<MediaType> ranges = MediaType.parseMediaTypes(accept);
      if (ranges.isEmpty()) {
        return operation.stream() ? ApiRequest.Format.STREAM : ApiRequest.Format.JSON;
      }
      json = quality(ranges, MediaType.APPLICATION_JSON);
      csv = operation.csv() ? quality(ranges, new MediaType("text", "csv")) : 0;
      stream = operation.stream() ? quality(ranges, MediaType.TEXT_EVENT_STREAM) : 0;
    } catch (InvalidMediaTypeException e) {
      throw Refusal.notAcceptable(offered);
    }
    if (json <= 0 && csv <= 0 && stream <= 0) {
      throw Refusal.notAcceptable(offered);
    }
    if (stream > 0 && stream >= Math.max(json, csv)) {
      return ApiRequest.Format.STREAM;
    }
    return csv > json ? ApiRequest.Format.CSV : ApiRequest.Format.JSON;
  }

  /** The quality that the most specific range gives to a type; 0 when none does. */
  private static double quality(List<MediaType> ranges, MediaType type) {
    int best = -1;
    double quality = 0;
    for (MediaType range : ranges) {
      if (range.includes(type)) {
        int specific = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
        if (specific > best) {
          best = specific;
          quality = range.getQualityValue();
        }
      }
    }
    return quality;
  }

  private byte[] body(Operation operation, HttpServletRequest request) throws IOException {
    if (!operation.body()) {
      return new byte[0];
    }
    byte[] body = request.getInputStream().readNBytes(settings.maxBody() + 1);
    if (body.length > settings.maxBody()) {
      throw Refusal.tooLarge(settings.maxBody());
    }
    if (body.length > 0) {
      try {
        String type = request.getContentType();
        if (type == null || !MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type))) {
          throw Refusal.mediaType();
        }
      } catch (InvalidMediaTypeException e) {
        throw Refusal.mediaType();
      }
    }
    return body;
  }
}
