package tributary.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Where changes happen: 40 % on the English Wikipedia, a lot on Wikidata and Commons, and the rest
 * spread by Zipf's law over some 300 languages and the smaller projects.
 */
final class ChangeWikis {
  static final Wiki ENGLISH = new Wiki("en.wikipedia.org", "enwiki", "en");
  static final Wiki WIKIDATA = new Wiki("www.wikidata.org", "wikidatawiki", "mul");
  private static final Wiki COMMONS = new Wiki("commons.wikimedia.org", "commonswiki", "mul");

  /** Codes of Wikipedias that are not in {@link Wiki#BY_ACTIVITY}. */
  private static final String SMALL =
      """
      ab ace ady af als alt ami an ang anp ary as ast atj av avk awa ay az azb ba ban bar bcl bdr \
      be bew bg bi bjn blk bm bo bpy br bs btm bug bxr ca cdo ce ch chr chy ckb co cr crh cs csb cu \
      cv cy da dag dga din diq dsb dtp dty dv dz ee eml eo et eu ext fat ff fj fo fon frp frr fur fy \
      ga gag gan gcr gd gl glk gn gom gor got gpe gsw gu guc gur guw gv ha hak haw hif hr hsb ht hyw \
      ia iba ie ig igl ik ilo inh io is iu jam jbo jv kaa kab kbd kbp kcg kg kge ki kk kl km kn knc \
      koi krc ks ksh ku kus kv kw ky la lad lb lbe lez lfn lg li lij lld lmo ln lo lt ltg lv mad mai \
      mdf mg mhr mi min mk ml mn mni mnw mos mr mrj ms mt mwl myv mzn nah nap nds ne new nia nn no \
      nov nqo nr nrm nso nv ny oc olo om or os pa pag pam pap pcd pcm pdc pfl pi pms pnb pnt ps pwn \
      qu rm rmy rn rsk rue rw sa sah sat sc scn sco sd se sg sh shi shn si sk skr sl sm smn sn so sq \
      sr srn ss st stq su sw syl szl szy tay tcy tdd te tet tg ti tig tk tl tly tn to tpi trv ts tt \
      tum tw ty tyv udm ug uz ve vec vep vls vo wa war wo wuu xal xh xmf yi yo za zea zgh zu \
      bat-smg cbk-zam fiu-vro map-bms nds-nl roa-rup roa-tara zh-classical""";

  private static final List<Wiki> REST = rest();
  private static final double[] UP_TO = zipf(REST.size());

  private ChangeWikis() {}

  static Wiki any(Random random) {
    double point = random.nextDouble();
    if (point < 0.4) {
      return ENGLISH;
    }
    if (point < 0.54) {
      return WIKIDATA;
    }
    if (point < 0.66) {
      return COMMONS;
    }
    int found = Arrays.binarySearch(UP_TO, random.nextDouble());
    return REST.get(Math.min(found < 0 ? -found - 1 : found, REST.size() - 1));
  }

  static int size() {
    return REST.size() + 3;
  }

  private static List<Wiki> rest() {
    List<Wiki> rest = new ArrayList<>(Wiki.BY_ACTIVITY);
    rest.removeAll(List.of(ENGLISH, WIKIDATA, COMMONS));
    List<String> known = rest.stream().map(Wiki::domain).toList();
    for (String code : SMALL.strip().split("\\s+")) {
      String domain = code + ".wikipedia.org";
      if (!known.contains(domain)) {
        rest.add(new Wiki(domain, Wiki.databaseOf(domain), code));
      }
    }
    return List.copyOf(rest);
  }

  private static double[] zipf(int size) {
    double[] upTo = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += 1.0 / (rank + 2);
      upTo[rank] = sum;
    }
    for (int rank = 0; rank < size; rank++) {
      upTo[rank] /= sum;
    }
    return upTo;
  }
}
