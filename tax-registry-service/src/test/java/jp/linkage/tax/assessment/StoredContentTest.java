package jp.linkage.tax.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredContentTest {
  @ParameterizedTest
  @EnumSource(TaxStatus.class)
  void content_storedAndRead_isTheSame(TaxStatus status) {
    AssessmentContent content = TestAssessments.content(status);
    assertEquals(
        content,
        StoredContent.read(
            content.status().id(),
            content.address().id(),
            StoredContent.figures(content.figures())));
  }

  @Test
  void unknownFigure_inTheDatabase_isNotSkipped() {
    assertThrows(
        IllegalStateException.class,
        () -> StoredContent.read("undeclared", "municipality", "{\"newFigure\": 1}"));
  }

  @Test
  void figureThatIsNotRecorded_stored_isAbsentAndNotZero() {
    assertFalse(StoredContent.figures(TestAssessments.taxedFigures()).contains("salaryRevenue"));
  }
}
