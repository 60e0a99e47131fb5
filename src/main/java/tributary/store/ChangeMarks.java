package tributary.store;

import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.ChangePartitions;

/** What takes a record out of every list, because another one shows its change. */
@Component
class ChangeMarks {
  private final MarkChangesByMinute byMinute;
  private final MarkChangesByDomainHour byDomain;
  private final MarkChangesByUserHour byUser;
  private final MarkChangesByTitleHour byTitle;

  ChangeMarks(
      MarkChangesByMinute byMinute,
      MarkChangesByDomainHour byDomain,
      MarkChangesByUserHour byUser,
      MarkChangesByTitleHour byTitle) {
    this.byMinute = byMinute;
    this.byDomain = byDomain;
    this.byUser = byUser;
    this.byTitle = byTitle;
  }

  /** Rows of the old record; where the new one has the same key it took their place already. */
  List<Statement<?>> of(Change old, Change shown) {
    List<Statement<?>> marks = new ArrayList<>(4);
    boolean moved = !old.at().equals(shown.at());
    if (moved) {
      marks.add(byMinute.of(old));
    }
    if (moved || !old.domain().equals(shown.domain())) {
      marks.add(byDomain.of(old));
    }
    if (old.user() != null && (moved || !Objects.equals(old.user(), shown.user()))) {
      marks.add(byUser.of(ChangePartitions.bucket(old.user()), old.user(), old));
    }
    if (old.title() != null && (moved || !Objects.equals(old.title(), shown.title()))) {
      marks.add(byTitle.of(ChangePartitions.bucket(old.title()), old.title(), old));
    }
    return marks;
  }
}
