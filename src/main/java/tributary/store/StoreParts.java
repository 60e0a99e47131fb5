package tributary.store;

import java.time.Clock;
import org.springframework.stereotype.Component;
import tributary.platform.Ledger;
import tributary.platform.StageMeters;

/** What the writers of all feeds stand on. */
@Component
record StoreParts(
    Writes writes,
    Quarantine quarantine,
    Touches touches,
    Ledger ledger,
    StageSettings settings,
    StageMeters meters,
    Clock clock) {

  GroupedWrites grouped() {
    return new GroupedWrites(writes, (int) settings.groupedBytes().toBytes());
  }
}
