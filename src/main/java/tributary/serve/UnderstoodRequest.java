package tributary.serve;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API as the routes see it: only its operation. Names, parameters and the body
 * were read at the door and travel in {@link ApiRequest}, so nothing of them can become a Camel
 * header or confuse the matching of paths.
 */
final class UnderstoodRequest extends GuardedRequest {
  private final String path;
  private final String method;
  private final boolean json;

  UnderstoodRequest(HttpServletRequest request, ApiRequest asked) {
    super(request);
    this.path =
        asked.path().substring(0, asked.path().indexOf('/', 1) + 1)
            + asked.operation().template().stream()
                .map(segment -> Operation.isVariable(segment) ? "-" : segment)
                .collect(Collectors.joining("/"));
    this.method = asked.operation().method();
    this.json = asked.operation().body();
  }

  @Override
  boolean lets(String name) {
    return name.toLowerCase(Locale.ROOT).equals("host");
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(path);
  }

  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Map.of();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.emptyEnumeration();
  }

  @Override
  public @Nullable String getParameter(String name) {
    return null;
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return null;
  }

  @Override
  public @Nullable String getContentType() {
    // what the contract says such a body is; the body itself was read already
    return json ? "application/json" : null;
  }

  @Override
  public int getContentLength() {
    return 0;
  }

  @Override
  public long getContentLengthLong() {
    return 0;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Nothing();
  }

  private static final class Nothing extends ServletInputStream {
    @Override
    public boolean isFinished() {
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("There is nothing to wait for");
    }

    @Override
    public int read() {
      return -1;
    }
  }
}
