package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static String csv(Object... cells) {
    Table table = new Table(List.of("a"), List.of(Arrays.asList(cells)));
    return new String(table.csv(), StandardCharsets.UTF_8).substring("a\r\n".length());
  }

  @Test
  void quotesWhatWouldBreakARow() {
    assertThat(csv("a,b", "say \"hi\"", "two\nlines", "cr\r", "plain", ""))
        .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"cr\r\",plain,\r\n");
  }

  @Test
  void disarmsTextsThatASpreadsheetWouldRun() {
    assertThat(csv("=1+1", "+1", "-1", "@x", "a=1", "=a,b"))
        .isEqualTo("'=1+1,'+1,'-1,'@x,a=1,\"'=a,b\"\r\n");
  }

  @Test
  void leavesNumbersAndTruthAsTheyAreAndNullEmpty() {
    assertThat(csv(-1, 2.5, true, null, "Київ 😀")).isEqualTo("-1,2.5,true,,Київ 😀\r\n");
  }

  @Test
  void hasItsHeaderRowWithoutAnyRows() {
    assertThat(new String(new Table(List.of("x", "y"), List.of()).csv(), StandardCharsets.UTF_8))
        .isEqualTo("x,y\r\n");
  }
}
