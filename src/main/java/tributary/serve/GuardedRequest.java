package tributary.serve;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request without the headers that steer Camel's components. */
class GuardedRequest extends HttpServletRequestWrapper {
  private static final List<String> STEERING =
      List.of("camel", "kafka.", "org.apache.camel", "breadcrumbid");

  GuardedRequest(HttpServletRequest request) {
    super(request);
  }

  /** Whether a header may come in. */
  boolean lets(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return STEERING.stream().noneMatch(lower::startsWith);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return lets(name) ? super.getHeader(name) : null;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return lets(name) ? super.getHeaders(name) : Collections.emptyEnumeration();
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream().filter(this::lets).toList());
  }
}
