package tributary.serve;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets everybody on this machine see health, info and meters; for anything else on the management
 * port, Hawtio and its way to every MBean above all, asks for the operator by HTTP Basic.
 */
final class ConsoleLogin extends OncePerRequestFilter {
  static final String USER = "operator";
  private static final String SCHEME = "Basic ";
  private static final List<String> OPEN = List.of("/health", "/info", "/prometheus");
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  private final String base;
  private final OperatorToken token;

  ConsoleLogin(String base, OperatorToken token) {
    this.base = base;
    this.token = token;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isOpen(request.getServletPath())) {
      chain.doFilter(request, response);
    } else if (!isOperator(request.getHeader("Authorization"))) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"Tributary\", charset=\"UTF-8\"");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else if (!isAskedByOwnPage(request)) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    } else {
      chain.doFilter(request, response);
    }
  }

  private boolean isOpen(String path) {
    return OPEN.stream()
        .map(base::concat)
        .anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
  }

  private boolean isOperator(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String given;
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      given = new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    int colon = given.indexOf(':');
    boolean named = colon >= 0 && given.substring(0, colon).equals(USER);
    // the token is compared in any case, so that the time says nothing about the name
    return token.isShownBy(given.substring(colon + 1)) && named;
  }

  /** A browser sends a login it remembers along with what any other site asks of this port. */
  private static boolean isAskedByOwnPage(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null || OWN_PAGES.contains(site);
  }
}
