package tributary.serve;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says as a problem what no route and no file answers. */
@RestController
class ErrorAnswers implements ErrorController {
  /** What a client is told to wait for routes: the contract knows the path, so they will come. */
  private static final long STARTING_SECONDS = 5;

  @RequestMapping("/error")
  ResponseEntity<byte[]> problem(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    int status = code instanceof Integer number ? number : 404;
    HttpStatus known = HttpStatus.resolve(status);
    boolean starting = status == 404 && request.getAttribute(ApiDoor.REQUEST) != null;
    Refusal refusal =
        starting
            ? Refusal.unavailable("The application is still starting", STARTING_SECONDS)
            : status == 404
                ? Refusal.notFound("There is nothing at this path; /openapi.json lists the API")
                : status >= 500
                    ? Refusal.internal()
                    : Refusal.status(status, known == null ? "Error" : known.getReasonPhrase());
    Problem problem = path == null ? refusal.problem() : refusal.problem().at(path.toString());
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status());
    refusal.headers().forEach(answer::header);
    return answer
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header("Cache-Control", "no-store")
        .body(problem.json());
  }
}
