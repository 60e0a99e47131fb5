package tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The picture of the pipeline is drawn, not remembered. */
class PipelineDrawingTest {
  private static final Path PAGE = Path.of("docs/pipeline.md");

  @Test
  void thePictureShowsTheRoutesAsTheyAre() {
    String right = PipelineDrawing.text();
    String command = Repository.copyCommand(PAGE, right);
    assertThat(Repository.text(PAGE))
        .as("docs/pipeline.md is not what the routes say: %s", command)
        .isEqualTo(right);
  }

  @Test
  void thePictureHasAWayFromTheSourceToTheAnswers() {
    assertThat(PipelineDrawing.text())
        .contains(
            "ingest_page_create --> wikimedia_page_create_raw",
            "wikimedia_page_create_raw --> clean_page_create",
            "clean_page_create --> wikimedia_page_create_clean",
            "wikimedia_page_create_clean --> store_page_create",
            "store --> pages_by_hour",
            "pages_by_hour --> report",
            "report --> reports_by_month",
            "reports_by_month --> serve");
  }
}
