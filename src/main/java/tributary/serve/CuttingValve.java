package tributary.serve;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a request be given up at once. The Servlet API knows orderly ends only, and such an end
 * waits, on a thread of the web server, for a client that does not read.
 */
final class CuttingValve extends ValveBase {
  private static final String CUT = CuttingValve.class.getName();

  CuttingValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Consumer<Exception> cut =
        reason -> request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, reason);
    request.setAttribute(CUT, cut);
    getNext().invoke(request, response);
  }

  /** Closes the connection of this request, from any thread, as long as it is under way. */
  @SuppressWarnings("unchecked")
  static Consumer<Exception> of(HttpServletRequest request) {
    if (request.getAttribute(CUT) instanceof Consumer<?> cut) {
      return (Consumer<Exception>) cut;
    }
    throw new IllegalStateException("The request has not come through the web server's valve");
  }
}
