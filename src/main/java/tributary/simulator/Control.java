package tributary.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The simulator's methods as paths under {@code /control/}, for a test in another process. */
final class Control {
  private final Simulator simulator;

  Control(Simulator simulator) {
    this.simulator = simulator;
  }

  byte[] answer(RequestHead request) {
    Object result;
    try {
      result = run(request.path().substring("/control/".length()), request);
    } catch (RuntimeException wrong) {
      result = Map.of("error", String.valueOf(wrong.getMessage()));
    }
    return Json.bytes(result);
  }

  private Object run(String command, RequestHead request) {
    switch (command) {
      case "publish" -> lines(request.body()).forEach(simulator::publish);
      case "publish-changes" -> lines(request.body()).forEach(simulator.changes()::publish);
      case "generate" -> generate(request);
      case "generate-changes" -> generateChanges(request);
      case "cut" -> simulator.cutAll(cut(request));
      case "cut-after" -> simulator.cutAfter(number(request, "events", 1), cut(request));
      case "cut-every" -> simulator.cutEvery(number(request, "events", 0), cut(request));
      case "silent" -> simulator.goSilent();
      case "speak" -> simulator.speakAgain();
      case "refuse" -> refuse(request);
      case "refuse-positions" -> simulator.refuseSavedPositions((int) number(request, "status", 0));
      case "switch-datacentre" -> simulator.switchDatacentre();
      case "answers" -> {
        return answers(request);
      }
      case "change-answers" -> {
        return changeAnswers();
      }
      case "change-ids" -> {
        return simulator.changes().answers().cleanEventIds();
      }
      case "ids" -> {
        return simulator.answers().cleanEventIds();
      }
      case "connections" -> {
        return simulator.connections().stream().map(ClientConnection::toString).toList();
      }
      default -> throw new IllegalArgumentException("unknown command " + command);
    }
    return Map.of("done", command);
  }

  /** One event a line. */
  private static Stream<String> lines(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank());
  }

  /** {@code count} events of every kind, spread over the last hour. */
  private void generate(RequestHead request) {
    Instant now = simulator.options().clock().instant();
    long seed = number(request, "seed", simulator.options().seed());
    simulator.publishAll(
        PageCreations.seeded(seed, PageCreationOptions.everything())
            .between(now.minus(Duration.ofHours(1)), now, (int) number(request, "count", 1)));
  }

  /** {@code count} changes of every kind, spread over the last hour. */
  private void generateChanges(RequestHead request) {
    Instant now = simulator.options().clock().instant();
    long seed = number(request, "seed", simulator.options().seed());
    simulator
        .changes()
        .publishAll(
            Changes.seeded(seed, ChangeOptions.everything())
                .between(now.minus(Duration.ofHours(1)), now, (int) number(request, "count", 1)));
  }

  private void refuse(RequestHead request) {
    int count = (int) number(request, "count", 1);
    int status = (int) number(request, "status", 503);
    String retryAfter = request.query("retry_after");
    if (retryAfter == null) {
      simulator.refuseNext(count, status);
    } else {
      simulator.refuseNext(count, status, Duration.ofSeconds(Long.parseLong(retryAfter)));
    }
  }

  private Map<String, Object> answers(RequestHead request) {
    KnownAnswers known = simulator.answers();
    String at = request.query("at");
    AnswersAt answers = known.now();
    Instant as = at == null ? simulator.options().clock().instant() : Instant.parse(at);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("in", known.in());
    all.put("clean", known.clean());
    all.put("filtered", known.filtered());
    all.put("dead", known.dead());
    all.put("quarantined", known.quarantined());
    all.put("domains", answers.domains());
    Map<String, Object> reports = new LinkedHashMap<>();
    reports.put("domains-by-hour", answers.domainsByHour(as));
    reports.put("bots-by-domain", answers.botsByDomain(as));
    reports.put("top-users", answers.topUsers(as));
    all.put("reports", reports);
    return all;
  }

  private Map<String, Object> changeAnswers() {
    KnownChanges known = simulator.changes().answers();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("in", known.in());
    all.put("clean", known.clean());
    all.put("filtered", known.filtered());
    all.put("dead", known.dead());
    all.put("strays", known.strays());
    all.put("quarantined", known.quarantined());
    all.put("changes", known.now().count());
    return all;
  }

  private static Cut cut(RequestHead request) {
    String how = request.query("how");
    return how == null
        ? Cut.PREMATURE
        : Cut.valueOf(how.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static long number(RequestHead request, String name, long otherwise) {
    String text = request.query(name);
    return text == null ? otherwise : Long.parseLong(text);
  }
}
