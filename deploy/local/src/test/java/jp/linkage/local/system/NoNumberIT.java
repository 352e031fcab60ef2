package jp.linkage.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import jp.linkage.local.demo.Demo;
import jp.linkage.local.people.Resident;
import jp.linkage.local.registrar.ResidentRegistry;
import jp.linkage.local.stack.PrivateFolders;
import jp.linkage.local.stack.Processes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * After the demo, and after all other tests, no My Number (個人番号) is anywhere: not in a database,
 * not in the log, in no file of the run, not in the report (PROTOCOL.md §5.4). A number that the
 * test plants in each of these places is found, so the search would find the others.
 */
@ExtendWith(WithRunningLinkage.class)
@Order(Integer.MAX_VALUE)
class NoNumberIT {
  private static final String PLANTED = "123456789018";
  private static final String PLANTED_TOPIC = "planted";

  private final RunningLinkage linkage;

  NoNumberIT(RunningLinkage linkage) {
    this.linkage = linkage;
  }

  @Test
  void run_ofTheDemo_leavesNoNumberAnywhere()
      throws IOException, SQLException, ExecutionException, InterruptedException {
    Path own = linkage.stack().data().resolve("no-number");
    PrivateFolders.create(own);
    try (var registry = ResidentRegistry.of(linkage.stack())) {
      assertTrue(
          new Demo(RunningLinkage.home())
              .tour(
                  linkage.stack(),
                  registry,
                  linkage.people(),
                  own.resolve("report.json"),
                  linkage.invalid()),
          "the demo came out as the statutes say");
    }
    var numbers =
        new ArrayList<>(linkage.people().residents().stream().map(Resident::number).toList());
    assertTrue(numbers.size() >= 200);
    numbers.add(PLANTED);
    plant(own);

    var leftovers = new Leftovers(linkage, new NumberSearch(numbers));
    leftovers.searchDatabases();
    leftovers.searchTopic(RunningLinkage.LOG.topic());
    leftovers.searchTopic(PLANTED_TOPIC);
    leftovers.searchFiles(linkage.stack().data());
    System.out.println("· searched " + leftovers.octets() / 1_000_000 + " MB");

    var planted = new TreeSet<String>();
    var leaked = new TreeSet<String>();
    for (String hit : leftovers.hits()) {
      (hit.contains(PLANTED) ? planted : leaked).add(hit);
    }
    assertEquals(Set.of(), leaked, "numbers of residents");
    assertFound(planted, "database of " + Processes.AOBA_WELFARE + ", public.planted");
    assertFound(planted, "topic " + PLANTED_TOPIC);
    assertFound(planted, "file no-number/import.csv");
    assertFound(planted, "file services/" + Processes.AOBA_WELFARE + "/planted.log");
    assertFound(planted, "file postgres");
    assertFound(planted, "file kafka");
  }

  private static void assertFound(Set<String> hits, String where) {
    assertTrue(
        hits.stream().anyMatch(hit -> hit.startsWith(where)),
        () -> "a number planted in " + where + " was not found, only " + hits);
  }

  private void plant(Path own)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    Files.writeString(own.resolve("import.csv"), "addressee_no,my_number\nW1," + PLANTED + "\n");
    Path folder = linkage.stack().process(Processes.AOBA_WELFARE).log().resolveSibling("");
    Files.writeString(folder.resolve("planted.log"), "INFO enrolled " + PLANTED + "\n");
    try (var connection = linkage.database(Processes.AOBA_WELFARE);
        var statement = connection.createStatement()) {
      statement.execute("create table planted (number bytea)");
      statement.execute("insert into planted values ('" + PLANTED + "')");
      statement.execute("checkpoint");
    }
    Map<String, Object> broker =
        Map.of("bootstrap.servers", linkage.stack().kafka().bootstrapServers());
    try (var admin = Admin.create(broker)) {
      admin
          .createTopics(
              List.of(new NewTopic(PLANTED_TOPIC, Optional.of(1), Optional.of((short) 1))))
          .all()
          .get();
    }
    try (var producer =
        new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(PLANTED_TOPIC, PLANTED.getBytes(US_ASCII))).get();
    }
  }
}
