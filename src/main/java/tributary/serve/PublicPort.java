package tributary.serve;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nothing of the management answers on the port of the page, whatever registers itself there:
 * Hawtio serves its files in every web context that it finds.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class PublicPort extends OncePerRequestFilter {
  private final String management;

  PublicPort(WebEndpointProperties endpoints) {
    this.management = endpoints.getBasePath();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getServletPath();
    if (!path.equals(management) && !path.startsWith(management + "/")) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body =
        Refusal.notFound("This port serves the page and the API")
            .problem()
            .at(request.getRequestURI())
            .json();
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
