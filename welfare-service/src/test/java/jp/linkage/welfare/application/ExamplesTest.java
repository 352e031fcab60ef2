package jp.linkage.welfare.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule());

  @Test
  void requestExamples_areApplications() {
    assertEquals(1, ReadApplication.read(Examples.COUPLE.getBytes(UTF_8)).members().size());
    assertEquals(
        "2026/0042",
        ReadApplication.read(Examples.CHILD.getBytes(UTF_8)).caseReference().orElseThrow().value());
  }

  @Test
  void answerExample_hasTheMembersOfTheAnswer() throws Exception {
    JsonNode example = JSON.readTree(Examples.DECIDED);
    ApplicationView view = JSON.treeToValue(example, ApplicationView.class);
    assertEquals(
        example.properties().stream().map(java.util.Map.Entry::getKey).sorted().toList(),
        JSON.valueToTree(view).properties().stream()
            .map(java.util.Map.Entry::getKey)
            .sorted()
            .toList());
  }
}
