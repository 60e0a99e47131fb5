package tributary.serve;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The one door to everything that is served: puts the security headers on every answer, and lets a
 * request to the API in only when it was understood, without any header that could steer a route.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiDoor extends OncePerRequestFilter {
  /** Request attribute that holds the {@link ApiRequest}. */
  static final String REQUEST = ApiRequest.class.getName();

  private final RequestReader reader;
  private final LiveDoor live;

  ApiDoor(RequestReader reader, LiveDoor live) {
    this.reader = reader;
    this.live = live;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    secure(response);
    String path = request.getRequestURI();
    if (!reader.concerns(path) && reader.concerns(request.getServletPath())) {
      // an escaped or roundabout way of writing the path would lead past this door
      refuse(Refusal.notFound("The API begins with /api, written so"), path, response);
      return;
    }
    if (!reader.concerns(path)) {
      chain.doFilter(new GuardedRequest(request), response);
      return;
    }
    try {
      if (request.getMethod().equals("OPTIONS")) {
        response.setHeader("Allow", reader.allowed(path));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return;
      }
      ApiRequest asked = reader.read(request);
      if (asked.format() == ApiRequest.Format.STREAM) {
        live.open(request, response);
        return;
      }
      request.setAttribute(REQUEST, asked);
      chain.doFilter(new UnderstoodRequest(request, asked), response);
    } catch (Refusal refusal) {
      refuse(refusal, path, response);
    }
  }

  private static void refuse(Refusal refusal, String path, HttpServletResponse response)
      throws IOException {
    refusal.headers().forEach(response::setHeader);
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(refusal.problem().status());
    response.setContentType(Problem.MEDIA_TYPE);
    byte[] body = refusal.problem().at(path).json();
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static void secure(HttpServletResponse response) {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }
}
