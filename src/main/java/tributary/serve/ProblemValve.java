package tributary.serve;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Says as a problem what Tomcat refuses before any filter sees it, such as a broken path. */
public class ProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    HttpStatus known = HttpStatus.resolve(status);
    Refusal refusal = Refusal.status(status, known == null ? "Error" : known.getReasonPhrase());
    try {
      response.setContentType(Problem.MEDIA_TYPE);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.getOutputStream().write(refusal.problem().json());
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      containerLog(e);
    }
  }

  private void containerLog(Exception e) {
    if (getContainer() != null) {
      getContainer().getLogger().debug("An error could not be reported", e);
    }
  }
}
