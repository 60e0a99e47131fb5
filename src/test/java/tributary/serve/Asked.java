package tributary.serve;

import java.util.Map;

/** Requests for tests of what comes behind the door. */
final class Asked {
  private Asked() {}

  static ApiRequest of(Operation operation, Map<String, String> query) {
    return new ApiRequest(
        operation, "/api/some", Map.of(), query, ApiRequest.Format.JSON, null, null, new byte[0]);
  }
}
