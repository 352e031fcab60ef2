package jp.linkage.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** Has a log of its own, as it cuts it off (AUDIT.md §5, fault 16). */
@QuarkusTest
@TestProfile(CutTopicTest.Cut.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class CutTopicTest extends SealerFaults {
  private static final String TOPIC = "audit.entries.v1";

  /** A profile of its own starts the service anew. */
  public static class Cut implements QuarkusTestProfile {}

  @Test
  void start_topicCutOffAndGrownBeyondTheSealedSize_refusedNamingAnOffsetBehindTheCut()
      throws Exception {
    long size = size();
    int cut = (int) size / 2;
    int notes = published().size();
    List<byte[]> other = new ArrayList<>(TestLog.leaves(kafka).subList(0, cut));
    for (int i = cut; i < size + 20; i++) {
      other.add(("other" + i).getBytes(UTF_8));
    }
    Path folder = folderOfTheTopic();
    kafka.stop();
    removeSegments(folder);
    kafka.start();
    assertEquals(0, TestLog.end(kafka));
    TestLog.plantAll(kafka, other);

    SealerKafka sealer = new Parts().start();
    Waiting.until("refusal", () -> sealer.halted().isPresent());
    long named = size / 8 * 5;
    assertTrue(named >= cut && size / 8 * 4 < cut, "the first compared one behind the cut");
    assertEquals(
        "the log holds another record at offset " + named + " than was sealed",
        sealer.halted().orElseThrow());
    assertEquals(notes, published().size());
    assertEquals(size, size());
  }

  private Path folderOfTheTopic() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      String data =
          admin
              .describeLogDirs(List.of(1))
              .allDescriptions()
              .get()
              .getOrDefault(1, Map.of())
              .keySet()
              .iterator()
              .next();
      return Path.of(data).resolve(TOPIC + "-0");
    }
  }

  /** All but the identity of the topic. */
  private static void removeSegments(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> !file.endsWith("partition.metadata")).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
