package tributary.journey;

import static tributary.journey.Journey.hour;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tributary.simulator.APage;
import tributary.simulator.Kind;
import tributary.simulator.PageCreationOptions;
import tributary.simulator.PageCreations;
import tributary.simulator.Simulator;

/** A night on some wikis in which everything happens that has gone wrong somewhere. */
final class Story {
  static final String EMOJI = "😀.example.org";
  static final String BORDER = "border.example.org";
  static final String WIDE = "～.example.org";
  static final long LARGEST = Long.MAX_VALUE;
  static final List<String> HOSTILE_NAMES =
      List.of(
          "AC/DC",
          "100%",
          "100%25",
          "Who? Me",
          "a;b=c",
          "C++ and C",
          "😀",
          "～",
          "#1 & more",
          "<script>alert(1)</script>",
          "'; DROP TABLE pages_by_hour; --",
          "\"quoted\" \\ back",
          "x\u202etfel",
          "=1+1",
          "~2026-12881-95",
          "2001:DB8:0:0:0:0:0:1");

  private Story() {}

  /** In the order in which it comes in, which is not the order in which it happened. */
  static void tell(Simulator source) {
    source.publish(APage.named("Opening").at(hour(-24)));
    borders(source);
    people(source);
    crowd(source);
    strangers(source);
    hostile(source);
    again(source);
    outOfPlace(source);
  }

  private static void borders(Simulator source) {
    Instant seven = hour(-2);
    source.publish(APage.named("Last_of_six").on(BORDER).at(seven.minusMillis(1)));
    source.publish(APage.named("First_of_seven").on(BORDER).at(seven));
    Instant midnight = hour(-9);
    source.publish(APage.named("Last_of_the_year").at(midnight.minusMillis(1)));
    source.publish(APage.named("First_of_the_year").at(midnight));
    source.publish(APage.named("Last_of_ten_at_night").at(hour(-10).minusMillis(1)));
    // by UTF-16 unit the emoji would come first
    for (String domain : List.of(EMOJI, WIDE)) {
      source.publish(
          APage.named("On_" + domain).on(domain).inDatabase("wiki of " + domain).at(hour(-4)));
    }
  }

  private static void people(Simulator source) {
    Instant second = hour(-5).plusSeconds(1_234);
    for (int i = 0; i < 7; i++) {
      source.publish(
          APage.named("Many_" + i)
              .on("uk.wikipedia.org")
              .by("Олена", 9)
              .at(second.plusMillis(i / 2)));
    }
    source.publish(APage.named("Before").on("de.wikipedia.org").by("Old name", 700).at(hour(-6)));
    source.publish(APage.named("After").on("de.wikipedia.org").by("New name", 700).at(hour(-3)));
    source.publish(APage.named("Between").on("de.wikipedia.org").by("Old name", 700).at(hour(-4)));
    source.publish(APage.named("No_one").withoutPerformer().at(hour(-3)));
    source.publish(
        APage.named("Nobody_named").with("/performer", Api.JSON.createObjectNode()).at(hour(-3)));
    source.publish(APage.named("By_an_address").byAnonymous("198.51.100.7").at(hour(-3)));
    source.publish(APage.named("Two_by_it").byAnonymous("198.51.100.7").at(hour(-5)));
    source.publish(
        APage.named("Elsewhere").on("fr.wikipedia.org").byAnonymous("198.51.100.7").at(hour(-3)));
    source.publish(APage.named("Passing").byTemporary("~2027-1-1", 70_000_001).at(hour(-7)));
    source.publish(APage.named("No_account").by("Id of nobody", 0).at(hour(-7)));
    for (int i = 0; i < 3; i++) {
      source.publish(
          APage.named("File:" + i).on("commons.wikimedia.org").byBot("DPLA bot", 86).at(hour(-5)));
    }
    source.publish(APage.named("Q1").on("www.wikidata.org").byBot("Bot", 86).at(hour(-6)));
  }

  /** Twenty-five with one page each, so that names decide who is among the best twenty. */
  private static void crowd(Simulator source) {
    for (int i = 24; i >= 0; i--) {
      source.publish(
          APage.named("Crowd_" + i)
              .on("pl.wikipedia.org")
              .by("Crowd " + (char) ('a' + i), 2_000 + i)
              .at(hour(-14).plusSeconds(i * 3)));
    }
  }

  private static void strangers(Simulator source) {
    for (String wiki : List.of("en", "de", "uk", "ja")) {
      source.publish(
          APage.named("Stranger_" + wiki)
              .on(wiki + ".wikipedia.org")
              .withPageId(42)
              .by("Stranger on " + wiki, 4_242)
              .at(hour(-4).plusSeconds(42)));
    }
    source.publish(
        APage.named("Large")
            .withPageId(LARGEST)
            .withRevId(LARGEST)
            .by("Large", LARGEST)
            .at(hour(-8)));
    source.publish(
        APage.named("Past_32_bits").withPageId(1L << 32).by("Wide", 1L << 33).at(hour(-8)));
    source.publish(APage.named("x".repeat(4_000)).commented("y".repeat(60_000)).at(hour(-8)));
  }

  private static void hostile(Simulator source) {
    int at = 0;
    for (String name : HOSTILE_NAMES) {
      Instant time = hour(-13).plusSeconds(at++);
      source.publish(APage.named(name).by(name, 5_000 + at).commented(name).at(time));
      source.publish(APage.named(name).on("ja.wikipedia.org").byAnonymous(name).at(time));
    }
  }

  /** What comes twice, and what is created twice. */
  private static void again(Simulator source) {
    APage twice = APage.named("Sent_twice").by("Ann", 101).at(hour(-7).plusSeconds(5));
    source.publish(twice);
    APage made = APage.named("Made_again").on("fr.wikipedia.org").withPageId(77);
    source.publish(made.copy().by("First", 31).at(hour(-6)));
    source.publish(made.copy().by("Second", 32).at(hour(-4)));
    source.publish(made.copy().by("Too late", 33).at(hour(-5)));
    APage earlier = APage.named("Restored").on("fr.wikipedia.org").withPageId(78);
    source.publish(earlier.copy().by("Later", 34).at(hour(-3)));
    source.publish(earlier.copy().by("Earlier", 35).at(hour(-11)));
    source.publish(twice.bytes(), Journey.NOW.minusSeconds(60));
  }

  private static void outOfPlace(Simulator source) {
    source.publish(APage.named("Late").at(hour(-12)).bytes(), Journey.NOW.minusSeconds(50));
    source.publish(APage.named("In_2099").at("2099-01-01T00:00:00Z"));
    source.publish(APage.named("Soon").at(Journey.NOW.plus(Duration.ofMinutes(40))));
    source.publish(APage.named("Long_ago").by("Columbus", 1492).at("1492-10-12T07:00:00Z"));
    source.publishQuietly(APage.canary(hour(-1)));
    source.publish(APage.named("x".repeat(5_000)).at(hour(-8)));
    for (String noTime : List.of("2026-12-31T24:00:00Z", "2026-12-31T23:59:60Z", "2026-12-31")) {
      source.publish(APage.named("At_" + noTime).with("/meta/dt", noTime));
    }
    source.publishRaw(
        new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0x80, '"', '}'});
    byte[] half = APage.named("Half_a_letter_é").at(hour(-8)).bytes();
    for (int i = 0; i < half.length; i++) {
      half[i] = half[i] == (byte) 0xC3 ? (byte) '?' : half[i];
    }
    source.publishRaw(half);
    PageCreations broken =
        PageCreations.seeded(1, PageCreationOptions.plain().with(Kind.MALFORMED, 1.0));
    source.publishAll(broken.between(hour(-9), hour(-1), 200));
  }
}
