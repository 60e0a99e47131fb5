package tributary.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A wiki: its domain, its database name, the language of its titles.
 *
 * @param language code such as {@code uk}; {@code mul} where titles are in any language
 */
record Wiki(String domain, String database, String language) {
  /** Most active first, so that a Zipf rank is an index here. */
  static final List<Wiki> BY_ACTIVITY =
      List.of(
          new Wiki("commons.wikimedia.org", "commonswiki", "mul"),
          new Wiki("www.wikidata.org", "wikidatawiki", "mul"),
          wikipedia("en"),
          wikipedia("de"),
          wikipedia("fr"),
          wikipedia("es"),
          wikipedia("uk"),
          wikipedia("ja"),
          wikipedia("ru"),
          wikipedia("ar"),
          wikipedia("zh"),
          wikipedia("it"),
          wikipedia("pl"),
          wikipedia("pt"),
          wikipedia("he"),
          wikipedia("fa"),
          wikipedia("nl"),
          wikipedia("sv"),
          wikipedia("vi"),
          wikipedia("tr"),
          wikipedia("id"),
          wikipedia("ko"),
          wikipedia("cs"),
          wikipedia("arz"),
          wikipedia("ceb"),
          wikipedia("hi"),
          wikipedia("bn"),
          wikipedia("ta"),
          wikipedia("th"),
          wikipedia("el"),
          wikipedia("hu"),
          wikipedia("ro"),
          wikipedia("fi"),
          wikipedia("ka"),
          wikipedia("hy"),
          wikipedia("ur"),
          wikipedia("my"),
          wikipedia("am"),
          wikipedia("simple"),
          new Wiki("be-tarask.wikipedia.org", "be_x_oldwiki", "be"),
          new Wiki("zh-yue.wikipedia.org", "zh_yuewiki", "zh"),
          new Wiki("zh-min-nan.wikipedia.org", "zh_min_nanwiki", "vi"),
          new Wiki("en.wiktionary.org", "enwiktionary", "mul"),
          new Wiki("fr.wiktionary.org", "frwiktionary", "mul"),
          new Wiki("mg.wiktionary.org", "mgwiktionary", "mul"),
          new Wiki("en.wikisource.org", "enwikisource", "en"),
          new Wiki("pl.wikisource.org", "plwikisource", "pl"),
          new Wiki("wikisource.org", "sourceswiki", "mul"),
          new Wiki("ru.wikinews.org", "ruwikinews", "ru"),
          new Wiki("en.wikibooks.org", "enwikibooks", "en"),
          new Wiki("de.wikiversity.org", "dewikiversity", "de"),
          new Wiki("fr.wikivoyage.org", "frwikivoyage", "fr"),
          new Wiki("en.wikiquote.org", "enwikiquote", "en"),
          new Wiki("meta.wikimedia.org", "metawiki", "mul"),
          new Wiki("species.wikimedia.org", "specieswiki", "mul"),
          new Wiki("incubator.wikimedia.org", "incubatorwiki", "mul"),
          new Wiki("www.mediawiki.org", "mediawikiwiki", "en"),
          new Wiki("www.wikifunctions.org", "wikifunctionswiki", "mul"),
          new Wiki("test.wikipedia.org", "testwiki", "en"),
          new Wiki("test2.wikipedia.org", "test2wiki", "en"),
          new Wiki("pl.wikimedia.org", "plwikimedia", "pl"),
          new Wiki("ua.wikimedia.org", "uawikimedia", "uk"));

  private static final Map<String, String> DATABASES = new LinkedHashMap<>();

  static {
    BY_ACTIVITY.forEach(wiki -> DATABASES.put(wiki.domain(), wiki.database()));
  }

  private static Wiki wikipedia(String language) {
    return new Wiki(language + ".wikipedia.org", language + "wiki", language);
  }

  /** The database name of a domain; of one that is not listed, by the rule most wikis follow. */
  static String databaseOf(String domain) {
    String known = DATABASES.get(domain);
    if (known != null) {
      return known;
    }
    String[] labels = domain.split("\\.");
    String first = labels[0].replace('-', '_');
    boolean project = labels.length > 1 && !labels[1].equals("wikipedia");
    return project ? first + labels[1] : first + "wiki";
  }
}
