package tributary.simulator;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Titles as wikis have them: in the script of their language, with underscores, often numbered. */
final class Titles {
  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          Map.entry("en", List.of("River", "County", "Station", "History", "Museum", "Song")),
          Map.entry("de", List.of("Straße", "Größe", "Kirche", "Bürgermeister", "Gemälde")),
          Map.entry("fr", List.of("Forêt", "Église", "Château", "Élection", "Œuvre")),
          Map.entry("es", List.of("Río", "Peñón", "Estación", "Música", "Año")),
          Map.entry("uk", List.of("Київ", "Їжак", "Річка", "Церква", "Ґанок")),
          Map.entry("ru", List.of("Река", "Ёлка", "Город", "Станция", "Музей")),
          Map.entry("be", List.of("Мінск", "Ўзор", "Вёска", "Рака", "Царква")),
          Map.entry("ja", List.of("駅", "東京", "セリエ", "グレイ", "歴史", "の一覧")),
          Map.entry("zh", List.of("上海", "歷史", "大學", "鐵路", "列表")),
          Map.entry("ko", List.of("서울", "역사", "대학교", "강", "목록")),
          Map.entry("ar", List.of("مدينة", "تاريخ", "نهر", "جامعة", "قائمة")),
          Map.entry("arz", List.of("لاعب", "قرية", "مدينه", "كاتب")),
          Map.entry("fa", List.of("تهران", "رود", "دانشگاه", "می‌روم")),
          Map.entry("ur", List.of("لاہور", "دریا", "تاریخ")),
          Map.entry("he", List.of("ירושלים", "נהר", "היסטוריה", "שכונה")),
          Map.entry("hi", List.of("नदी", "इतिहास", "विश्वविद्यालय", "गाँव")),
          Map.entry("bn", List.of("নদী", "ইতিহাস", "বিশ্ববিদ্যালয়")),
          Map.entry("ta", List.of("ஆறு", "வரலாறு", "கோயில்")),
          Map.entry("th", List.of("แม่น้ำ", "ประวัติศาสตร์", "วัด")),
          Map.entry("el", List.of("Αθήνα", "Ποταμός", "Ιστορία")),
          Map.entry("ka", List.of("თბილისი", "მდინარე", "ისტორია")),
          Map.entry("hy", List.of("Երևան", "Գետ", "Պատմություն")),
          Map.entry("my", List.of("မြစ်", "သမိုင်း", "ကျောင်း")),
          Map.entry("am", List.of("አዲስ_አበባ", "ወንዝ", "ታሪክ")),
          Map.entry("vi", List.of("Đường", "Sông", "Lịch_sử", "Trường")),
          Map.entry("pl", List.of("Łódź", "Rzeka", "Kościół", "Żuraw")),
          Map.entry("cs", List.of("Řeka", "Náměstí", "Kostel")),
          Map.entry("hu", List.of("Folyó", "Őrség", "Város")),
          Map.entry("tr", List.of("İstanbul", "Irmak", "Şehir")),
          Map.entry("sv", List.of("Ån", "Kyrka", "Höjd")));

  private static final List<String> ALL =
      WORDS.values().stream().flatMap(List::stream).sorted().toList();

  private static final List<String> STRANGE =
      List.of(
          "👩‍👩‍👧‍👦_🏳️‍🌈_(emoji)",
          "\u202eeltit_thgir-ot-tfel\u202c",
          "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
          "Cafe\u0301_(decomposed)",
          "Café_(decomposed)",
          "עברית_and_English_العربية",
          "𝒟𝑜𝓊𝒷𝓁𝑒_𐍈_𠜎",
          "null",
          "-1",
          "\u200B\u200D",
          "ﷺ".repeat(80),
          "Very_long_".repeat(25));

  private static final List<String> HOSTILE =
      List.of(
          "<img_src=x_onerror=alert(1)>",
          "\"><script>alert('1')</script>",
          "'; DROP TABLE pages_by_domain_day; --",
          "=HYPERLINK(\"http://127.0.0.1/\";\"x\")",
          "../../etc/passwd?a=b&c=d#e%00",
          "${jndi:ldap://127.0.0.1/a}_{{7*7}}_#{1}",
          "back\\slash_\"quotes\"_'single'_`tick`",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "tab\there\u0001control");

  private Titles() {}

  static String plain(Random random, String language, long number) {
    List<String> words = WORDS.getOrDefault(language, ALL);
    String title = pick(random, words) + "_" + pick(random, words);
    return random.nextInt(3) == 0 ? title : title + "_(" + number % 100_000 + ")";
  }

  static String strange(Random random) {
    return pick(random, STRANGE);
  }

  static String hostile(Random random) {
    return pick(random, HOSTILE);
  }

  static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
