package tributary.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tributary.simulator.APage;
import tributary.support.RunningPipeline;

/** The first page as people meet it, in a real browser, in front of the whole application. */
class FirstPageBrowserIT {
  private static final String HOSTILE =
      "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";
  private static final String BEYOND =
      "[...document.querySelectorAll('main *')]"
          + ".filter(e => e.getBoundingClientRect().right > innerWidth)"
          + ".map(e => e.tagName + '.' + e.className).slice(0, 9).join(' ')";
  private static final Instant H = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private static final int PAGES = 46;

  private static RunningPipeline pipeline;
  private static Browser browser;

  @BeforeAll
  static void start() {
    pipeline = new RunningPipeline(FirstPageBrowserIT.class, Map.of());
    publishPages();
    browser = new Browser();
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              assertThat(feed().get("stored").asInt()).isEqualTo(PAGES);
              assertThat(total(json("/api/reports/domains-by-hour"))).isEqualTo(PAGES);
              assertThat(json("/api/reports/top-users")).hasSize(3);
            });
  }

  /** In each of the six hours of the report: domains, bots, and names that would like to run. */
  private static void publishPages() {
    int page = 1;
    for (int hour = 7; hour > 1; hour--) {
      Instant at = H.minus(hour, ChronoUnit.HOURS);
      for (int i = 0; i < hour; i++) {
        publish(APage.named("Page " + page).on("en.wikipedia.org").by("Ann", 7), page++, at);
      }
      publish(APage.named("Item " + page).on("www.wikidata.org").byBot("ItemBot", 8), page++, at);
    }
    for (int i = 0; i < 13; i++) {
      Instant at = H.minus(2, ChronoUnit.HOURS);
      publish(APage.named(HOSTILE).on("he.wikipedia.org").by(HOSTILE, 9), page++, at);
    }
    pipeline.simulator().publish(APage.canary(H.minus(3, ChronoUnit.HOURS)));
    pipeline.simulator().publish("{\"no\":\"page\"}");
  }

  private static void publish(APage page, int id, Instant at) {
    pipeline.simulator().publish(page.withPageId(id).at(at.plusSeconds(id)));
  }

  @AfterAll
  static void stop() {
    browser.close();
    pipeline.close();
  }

  @BeforeEach
  void forgetComplaints() {
    browser.complaints().clear();
  }

  @Test
  void showsTheNumbersThatTheApiAnswers() {
    Page page = open("/");
    assertThat(page.locator("mode-banner")).containsText("Simulation");
    JsonNode feed = feed();
    Locator card = page.locator("article[aria-label='Feed page-create']");
    for (String count : List.of("in", "clean", "dead", "stored", "repeats", "gaps")) {
      assertThat(card.locator("[data-count=" + count + "]"))
          .hasAttribute("data-value", feed.get(count).asText());
    }
    assertThat(card.locator("[data-count=filtered]")).hasAttribute("data-value", "1");
    assertThat(card.locator(".equation .sign").first()).hasText("=");
    assertThat(page.locator("article[aria-label='Feed page-create'] .fresh"))
        .containsText(Pattern.compile("last event .+ ago"));

    JsonNode bots = json("/api/reports/bots-by-domain").get("statistics");
    assertThat(page.locator("bots-by-domain tbody tr")).hasCount(bots.size());
    assertThat(page.locator("bots-by-domain td.number"))
        .hasAttribute("data-value", bots.get(0).get("created_by_bots").asText());

    JsonNode hours = json("/api/reports/domains-by-hour");
    page.locator("hours-chart summary").click();
    for (int i = 0; i < 6; i++) {
      assertThat(page.locator("hours-chart [data-total]").nth(i))
          .hasAttribute("data-total", String.valueOf(total(hours.get(i))));
    }
    JsonNode users = json("/api/reports/top-users");
    for (int i = 0; i < users.size(); i++) {
      assertThat(page.locator("top-users td.number").nth(i))
          .hasAttribute("data-value", users.get(i).get("pages_created").asText());
      assertThat(page.locator("top-users th.user").nth(i))
          .hasText(users.get(i).get("user_name").asText());
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void showsHostileNamesAndTitlesAsTheTextTheyAre() {
    Page page = open("/");
    assertThat(page.locator("top-users tbody")).containsText("<script>window.hacked=1</script>");
    assertThat(page.evaluate("window.hacked")).isNull();
    assertThat(page.locator("top-users img, top-users script")).hasCount(0);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void isReadableInLightAndInDark() {
    double light = contrast(open("/", 1280, ColorScheme.LIGHT), ".purpose");
    Page page = open("/", 1280, ColorScheme.DARK);
    double dark = contrast(page, ".purpose");
    assertThat(light).isGreaterThanOrEqualTo(4.5);
    assertThat(dark).isGreaterThanOrEqualTo(4.5);
    assertThat(brightness(page, "body", "color"))
        .isGreaterThan(brightness(page, ".feed", "backgroundColor"));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void fitsNarrowAndWideScreensWithoutScrollingSideways() {
    for (int width : List.of(320, 768, 1280, 2200)) {
      Page page = open("/", width, ColorScheme.LIGHT);
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .as("width %s, beyond it: %s", width, page.evaluate(BEYOND))
          .isLessThanOrEqualTo(width);
    }
  }

  @Test
  void showsTheReportsAsOfAnotherHourAndKeepsItInTheAddress() {
    Page page = open("/");
    page.locator("report-hour button[aria-label='One hour earlier']").click();
    Instant before = H.minus(1, ChronoUnit.HOURS);
    JsonNode hours = json("/api/reports/domains-by-hour?at=" + before);
    assertThat(page).hasURL(Pattern.compile("[?]at="));
    assertThat(page.locator("hours-chart")).hasAttribute("data-state", "ready");
    page.locator("hours-chart summary").click();
    assertThat(page.locator("hours-chart [data-total]").nth(1))
        .hasAttribute("data-total", String.valueOf(total(hours.get(1))));
    page.goBack();
    assertThat(page.locator("report-hour button:has-text('Latest')")).isDisabled();
  }

  @Test
  void saysThatNothingHappenedWhereNothingDid() {
    Page page =
        browser.open(pipeline.page() + "/?at=2020-01-01T00:00:00Z", 1280, ColorScheme.LIGHT);
    for (String panel : List.of("hours-chart", "top-domains", "bots-by-domain", "top-users")) {
      assertThat(page.locator(panel)).hasAttribute("data-state", "empty");
      assertThat(page.locator(panel + " > .note")).containsText("in these hours");
    }
  }

  @Test
  void saysThatTheStoreIsAwayAndHealsByItself() {
    Page page = open("/");
    LocatorAssertions.HasAttributeOptions patient =
        new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);
    pipeline.store().cut();
    try {
      assertThat(page.locator("top-users")).hasAttribute("data-state", "error", patient);
      assertThat(page.locator("top-users > .note")).containsText("The store is away");
      assertThat(page.locator("top-users tbody tr")).hasCount(3);
      assertThat(page.locator("feed-overview")).hasAttribute("data-state", "ready");
      assertThat(page.locator("#announcements")).containsText("The store is away");
    } finally {
      pipeline.store().mend();
    }
    assertThat(page.locator("top-users")).hasAttribute("data-state", "ready", patient);
    assertThat(page.locator("top-users > .note")).isHidden();
  }

  @Test
  void neverLooksAliveWhenTributaryDoesNotAnswer() {
    Page page = open("/");
    page.route("**/api/pipeline", route -> route.abort());
    assertThat(page.locator("feed-overview")).hasAttribute("data-state", "error");
    assertThat(page.locator("feed-overview > .note")).containsText("does not answer");
    assertThat(page.locator("article[aria-label='Feed page-create'] .fresh"))
        .containsText("as far as known");
    page.unroute("**/api/pipeline");
    assertThat(page.locator("feed-overview")).hasAttribute("data-state", "ready");
  }

  @Test
  void handsAReportOverAsCsv() throws IOException {
    Page page = open("/");
    var download =
        page.waitForDownload(() -> page.locator("csv-download[report=top-users] button").click());
    assertThat(download.suggestedFilename()).isEqualTo("top-users.csv");
    assertThat(
            new String(
                download.createReadStream().readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8))
        .startsWith("user_id,user_name,domain");
  }

  @Test
  void canBeReadAndUsedWithoutMouseOrSight() {
    Page page = open("/");
    page.keyboard().press("Tab");
    assertThat((String) page.evaluate("document.activeElement.textContent"))
        .isEqualTo("To the reports");
    assertThat(page.locator("h1")).hasCount(1);
    assertThat(page.locator("table:not(:has(th[scope]))")).hasCount(0);
    assertThat(
            (List<?>)
                page.evaluate(
                    "[...document.querySelectorAll('button,input,a')].filter(e =>"
                        + " !(e.getAttribute('aria-label') || e.labels?.length || e.textContent.trim())).map(e => e.outerHTML)"))
        .isEmpty();
  }

  private static Page open(String path) {
    return open(path, 1280, ColorScheme.LIGHT);
  }

  /** The page when it has shown everything once. */
  private static Page open(String path, int width, ColorScheme scheme) {
    Page page = browser.open(pipeline.page() + path, width, scheme);
    for (String part : List.of("feed-overview", "hours-chart", "bots-by-domain", "top-users")) {
      assertThat(page.locator(part)).hasAttribute("data-state", "ready");
    }
    return page;
  }

  private static double contrast(Page page, String selector) {
    double text = brightness(page, selector, "color");
    double ground = brightness(page, ".stage", "backgroundColor");
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
  }

  /** Relative luminance as WCAG 2 defines it. */
  private static double brightness(Page page, String selector, String property) {
    String colour =
        (String)
            page.evaluate(
                "([s, p]) => getComputedStyle(document.querySelector(s))[p]",
                List.of(selector, property));
    double[] weights = {0.2126, 0.7152, 0.0722};
    String[] parts = colour.replaceAll("[^0-9., ]", "").trim().split("[, ]+");
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = Double.parseDouble(parts[i]) / 255;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static JsonNode json(String path) {
    try {
      return new ObjectMapper().readTree(pipeline.get(pipeline.page() + path).body());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  private static JsonNode feed() {
    return json("/api/pipeline").get("feeds").get(0);
  }

  /** Pages in all statistics of an hour, or of all hours. */
  private static int total(JsonNode node) {
    if (node.isArray()) {
      int sum = 0;
      for (JsonNode hour : node) {
        sum += total(hour);
      }
      return sum;
    }
    int sum = 0;
    for (JsonNode statistic : node.get("statistics")) {
      sum += statistic.elements().next().asInt();
    }
    return sum;
  }
}
