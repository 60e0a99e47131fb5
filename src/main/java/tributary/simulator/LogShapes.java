package tributary.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Random;

/**
 * Log events in every shape that the real stream has: {@code log_params} of any type or none, no
 * {@code id}, {@code log_id} 0, targets in namespace -1, a {@code timestamp} that is years old.
 */
final class LogShapes {
  static final int SHAPES = 12;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final long YEARS = 600_000_000L;

  private LogShapes() {}

  /** The n-th shape; whether it has an rcid depends on it, as it does in reality. */
  static AChange shaped(int shape, String title, Random random) {
    long number = 1 + random.nextInt(1_000_000);
    ObjectNode params = JSON.objectNode();
    return switch (shape) {
      case 0 ->
          AChange.log(title, "move", "move")
              .with("/log_params", params.put("target", title + " (moved)").put("noredir", "0"));
      case 1 ->
          AChange.log(title, "patrol", "patrol")
              .withoutRcid()
              .with("/log_params", params.put("curid", "" + number).put("auto", 0));
      case 2 ->
          AChange.log(title, "review", "approve")
              .withoutRcid()
              .with("/log_params", JSON.arrayNode().add(number).add(number - 26).add("2026022615"));
      case 3 ->
          AChange.log("Special:UserLogin", "abusefilter", "hit")
              .withoutRcid()
              .inNamespace(-1)
              .with("/log_id", 0)
              .with(
                  "/log_params", params.put("action", "edit").put("filter", 61).put("log", number));
      case 4 -> AChange.log(title, "delete", "delete").with("/log_params", JSON.arrayNode());
      case 5 -> AChange.log("User:Ann", "thanks", "thank").withoutRcid().inNamespace(2);
      case 6 ->
          AChange.log("File:" + title + ".jpg", "upload", "overwrite")
              .inNamespace(6)
              .with("/timestamp", Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() - YEARS)
              .with("/log_params", params.put("img_timestamp", "20070101000000"));
      case 7 ->
          AChange.log(title, "protect", "modify").with("/log_params", "[edit=sysop] (indefinite)");
      case 8 ->
          AChange.log("User:Spammer " + number, "block", "block")
              .inNamespace(2)
              .with(
                  "/log_params",
                  params
                      .put("duration", "infinity")
                      .put("sitewide", true)
                      .set(
                          "restrictions", JSON.objectNode().set("pages", JSON.arrayNode().add(1))));
      case 9 -> AChange.log(title, "managetags", "activate").with("/log_params", number);
      case 10 -> AChange.log("User:New " + number, "newusers", "create").inNamespace(2);
      default ->
          AChange.log(title, "import", "upload")
              .without("/log_action")
              .without("/log_action_comment");
    };
  }
}
