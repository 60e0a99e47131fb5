package tributary.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.MalformedEvent;

/** What is kept of a change, and that no field of it, absent or of another type, stops anything. */
class ChangeCleanerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> REQUIRED =
      Set.of("/meta", "/meta/id", "/meta/dt", "/meta/domain", "/type", "/wiki");
  private static final String EDIT =
      """
      {"$schema":"/mediawiki/recentchange/1.0.0",
       "meta":{"uri":"https://en.wikipedia.org/wiki/Kyiv","request_id":"r","id":"e-1",
         "dt":"2026-02-26T12:00:00.120Z","domain":"en.wikipedia.org",
         "stream":"mediawiki.recentchange","topic":"eqiad.mediawiki.recentchange","partition":0,
         "offset":6524211441},
       "id":3468178745123,"type":"edit","namespace":0,"title":"Kyiv is here",
       "title_url":"https://en.wikipedia.org/wiki/Kyiv","comment":"/* A */ b",
       "timestamp":1772107199,"user":"Ann","bot":false,"notify_url":"https://x","minor":true,
       "patrolled":true,"length":{"old":100,"new":40},"revision":{"old":1,"new":4294967296},
       "server_url":"https://en.wikipedia.org","server_name":"en.wikipedia.org",
       "server_script_path":"/w","wiki":"enwiki","parsedcomment":"b"}
      """;

  private final ChangeCleaner cleaner = cleaner(true, "edit", "new", "log");

  private static ChangeCleaner cleaner(boolean talk, String... types) {
    return new ChangeCleaner("recentchange", new RecentchangeSettings(List.of(types), talk));
  }

  @Test
  void anEditIsFlattenedAndEnriched() throws MalformedEvent {
    assertThat(clean(event(EDIT)))
        .isEqualTo(
            new Change(
                "e-1",
                Instant.parse("2026-02-26T12:00:00.120Z"),
                "en.wikipedia.org",
                "enwiki",
                "edit",
                3468178745123L,
                0,
                "Kyiv is here",
                "Ann",
                "/* A */ b",
                false,
                true,
                -60L,
                "en",
                "wikipedia",
                4294967296L,
                null,
                null,
                "recentchange"));
  }

  static List<String> fields() {
    List<String> paths = new ArrayList<>();
    collect(event(EDIT), "", paths);
    return paths;
  }

  private static void collect(JsonNode node, String path, List<String> to) {
    for (Iterator<Map.Entry<String, JsonNode>> all = node.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> one = all.next();
      to.add(path + "/" + one.getKey());
      collect(one.getValue(), path + "/" + one.getKey(), to);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldThatIsAbsentMakesTheEventDeadOnlyWhenItIsRequired(String path) {
    ObjectNode event = event(EDIT);
    parent(event, path).remove(name(path));
    judge(event, path, "missing-");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldOfAnotherTypeMakesTheEventDeadOnlyWhenItIsRequired(String path) {
    JsonNodeFactory make = JSON.getNodeFactory();
    for (JsonNode other :
        List.of(
            make.nullNode(),
            make.textNode(""),
            make.textNode("some text"),
            make.numberNode(1.5),
            make.numberNode(new java.math.BigInteger("99999999999999999999")),
            make.booleanNode(true),
            make.arrayNode().add(1),
            make.objectNode().put("a", 1))) {
      ObjectNode event = event(EDIT);
      JsonNode own = parent(event, path).get(name(path));
      boolean same = own.getNodeType() == other.getNodeType() && !own.isNumber();
      parent(event, path).set(name(path), other);
      if (!same) {
        judge(event, path, "");
      }
    }
  }

  private void judge(ObjectNode event, String path, String reason) {
    if (REQUIRED.contains(path)) {
      assertThatThrownBy(() -> cleaner.clean(event))
          .as(path)
          .isInstanceOfSatisfying(
              MalformedEvent.class, dead -> assertThat(dead.reason()).startsWith(reason));
    } else {
      assertThat(event.path("type").asText()).isEqualTo("edit");
      assertThat(cleanOf(event).wiki()).as(path).isEqualTo("enwiki");
    }
  }

  @Test
  void whatIsAbsentIsUnknownAndNeitherFalseNorZero() throws MalformedEvent {
    ObjectNode event = event(EDIT);
    event.remove(List.of("bot", "minor", "namespace", "length", "user", "comment", "title", "id"));
    event.remove("revision");
    Change change = clean(event);
    assertThat(change.isBot()).isNull();
    assertThat(change.isMinor()).isNull();
    assertThat(change.namespace()).isNull();
    assertThat(change.lengthDiff()).isNull();
    assertThat(change.bytesChanged()).isZero();
    assertThat(change.user()).isNull();
    assertThat(change.comment()).isNull();
    assertThat(change.title()).isNull();
    assertThat(change.identity()).isEqualTo("enwiki:ee-1");
  }

  @ParameterizedTest
  @CsvSource({
    "edit, 100, 40, -60",
    "edit, 0, 40, 40",
    "edit, , 40, ",
    "edit, 100, , ",
    "new, , 40, 40",
    "new, 7, 40, 40",
    "new, , , ",
    "log, 100, 40, ",
    "edit, -1, 40, ",
    "edit, 9223372036854775807, 0, -9223372036854775807"
  })
  void theLengthDifferenceNeedsBothLengthsAndACreationBeginsAtZero(
      String type, Long before, Long after, Long difference) throws MalformedEvent {
    ObjectNode event = event(EDIT).put("type", type);
    ObjectNode length = event.putObject("length");
    if (before != null) {
      length.put("old", before);
    }
    if (after != null) {
      length.put("new", after);
    }
    Change change = clean(event);
    assertThat(change.lengthDiff()).isEqualTo(difference);
    assertThat(change.bytesChanged()).isEqualTo(difference == null ? 0 : Math.abs(difference));
    assertThat(change.newPage()).isEqualTo(type.equals("new"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"tags\":[]}",
        "[\"215096904\",\"215096878\",\"20210827131805\"]",
        "\"a string\"",
        "7",
        "null",
        "true"
      })
  void logParametersOfAnyTypeAreNoMatter(String parameters) throws IOException, MalformedEvent {
    ObjectNode event = event(EDIT).put("type", "log").put("log_id", 0);
    event.remove(List.of("id", "revision", "length", "minor", "user"));
    event.put("log_type", "abusefilter").put("log_action", "hit").put("namespace", -1);
    event.set("log_params", JSON.readTree(parameters));
    Change change = clean(event);
    assertThat(change.logType()).isEqualTo("abusefilter");
    assertThat(change.logAction()).isEqualTo("hit");
    assertThat(change.namespace()).isEqualTo(-1);
    assertThat(change.changeKey()).isEqualTo("ee-1");
  }

  @ParameterizedTest
  @CsvSource({
    "categorize, type-categorize",
    "external, type-external",
    "142, type-other",
    "EDIT, type-other"
  })
  void otherTypesAreFilteredAndCountedByTheirReason(String type, String reason)
      throws MalformedEvent {
    assertThat(cleaner.clean(event(EDIT).put("type", type)))
        .isEqualTo(new Verdict.Filtered(reason));
  }

  @Test
  void theListOfTypesIsASetting() throws MalformedEvent {
    ChangeCleaner some = cleaner(true, "categorize", " 142");
    assertThat(some.clean(event(EDIT))).isEqualTo(new Verdict.Filtered("type-edit"));
    assertThat(some.clean(event(EDIT).put("type", "142"))).isInstanceOf(Verdict.Clean.class);
    assertThat(some.clean(event(EDIT).put("type", "categorize"))).isInstanceOf(Verdict.Clean.class);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "3, true", "2601, true", "0, false", "4, false", "-1, false"})
  void talkPagesAreFilteredWhenTheyAreNotWanted(int namespace, boolean talk) throws MalformedEvent {
    ObjectNode event = event(EDIT).put("namespace", namespace);
    assertThat(cleaner.clean(event)).isInstanceOf(Verdict.Clean.class);
    Verdict verdict = cleaner(false, "edit").clean(event);
    if (talk) {
      assertThat(verdict).isEqualTo(new Verdict.Filtered("talk"));
    } else {
      assertThat(verdict).isInstanceOf(Verdict.Clean.class);
    }
  }

  @Test
  void halfACharacterIsShownAsUnreadableAndStopsNothing() throws IOException, MalformedEvent {
    JsonNode event = JSON.readTree(EDIT.replace("Kyiv is", "\\ud83e\\udDAB \\ud83e is"));
    assertThat(clean(event).title()).isEqualTo("🦫 \uFFFD is here");
  }

  @Test
  void idsHaveSixtyFourBitsAndZeroIsNone() throws MalformedEvent {
    assertThat(clean(event(EDIT).put("id", Long.MAX_VALUE)).changeKey())
        .isEqualTo("r9223372036854775807");
    ObjectNode none = event(EDIT).put("id", 0);
    assertThat(clean(none).changeKey()).isEqualTo("v4294967296");
  }

  private Change cleanOf(JsonNode event) {
    try {
      return clean(event);
    } catch (MalformedEvent e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private Change clean(JsonNode event) throws MalformedEvent {
    Verdict.Clean clean = (Verdict.Clean) cleaner.clean(event);
    Change change = ChangeJson.read(clean.value());
    assertThat(new String(clean.key(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(change.identity());
    assertThat(clean.at()).isEqualTo(change.at());
    return change;
  }

  private static ObjectNode event(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode parent(ObjectNode event, String path) {
    String above = path.substring(0, path.lastIndexOf('/'));
    return (ObjectNode) event.at(above);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
