package tributary.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a domain says of its wiki. */
class SiteTest {
  @ParameterizedTest
  @CsvSource({
    "en.wikipedia.org, en, wikipedia",
    "be-tarask.wikipedia.org, be-tarask, wikipedia",
    "zh-min-nan.wiktionary.org, zh-min-nan, wiktionary",
    "simple.wikipedia.org, simple, wikipedia",
    "fr.wikisource.org, fr, wikisource",
    "en.m.wikipedia.org, en, wikipedia",
    "EN.Wikipedia.org, en, wikipedia",
    "en.wikipedia.beta.wmflabs.org, en, wikipedia",
    "commons.wikimedia.org, , commons",
    "commons.m.wikimedia.org, , commons",
    "commons.wikimedia.beta.wmcloud.org, , commons",
    "meta.wikimedia.org, , meta",
    "pl.wikimedia.org, , pl",
    "www.wikimedia.org, , wikimedia",
    "www.wikidata.org, , wikidata",
    "test.wikidata.org, , wikidata",
    "m.wikidata.org, , wikidata",
    "www.mediawiki.org, , mediawiki",
    "www.wikifunctions.org, , wikifunctions",
    "wikisource.org, , wikisource",
    "test.wikipedia.org, , wikipedia",
    "test2.wikipedia.org, , wikipedia",
    "beta.wikiversity.org, , wikiversity",
    "m.wikipedia.org, , wikipedia",
    "www.wikipedia.org, , wikipedia",
    "wiki.example.net, , example",
    "localhost, , localhost",
    "'.', , '.'"
  })
  void aDomainSaysItsLanguageAndProject(String domain, String language, String project) {
    assertThat(Site.of(domain)).isEqualTo(new Site(language, project));
  }
}
