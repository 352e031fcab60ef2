package jp.linkage.local.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.linkage.local.stack.Processes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a run has written down anywhere, as an intruder would read it. */
final class Leftovers {
  private static final int CHUNK = 1 << 20;
  private static final int OVERLAP = 128;

  private final RunningLinkage linkage;
  private final NumberSearch search;
  private final Set<String> hits = new TreeSet<>();
  private long octets;

  Leftovers(RunningLinkage linkage, NumberSearch search) {
    this.linkage = linkage;
    this.search = search;
  }

  /** Where something was found, and what. */
  Set<String> hits() {
    return hits;
  }

  /** How much was searched. */
  long octets() {
    return octets;
  }

  private void look(String where, byte[] content) {
    octets += content.length;
    search.in(content).forEach(hit -> hits.add(where + ": " + hit));
  }

  /** Every column of every row of every table of every process's database. */
  void searchDatabases() throws SQLException {
    for (String process : Processes.ALL) {
      try (var connection = linkage.database(process)) {
        for (String table : tables(connection)) {
          searchTable("database of " + process + ", " + table, connection, table);
        }
      }
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select quote_ident(table_schema) || '.' || quote_ident(table_name)"
                    + " from information_schema.tables where table_type = 'BASE TABLE'"
                    + " and table_schema not in ('pg_catalog', 'information_schema')")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private void searchTable(String where, Connection connection, String table) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          Object value = rows.getObject(i);
          if (value instanceof byte[] bytes) {
            look(where, bytes);
          } else if (value != null) {
            look(where, rows.getString(i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  /** Every record of a topic: key, value, headers. */
  void searchTopic(String topic) {
    var partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", linkage.stack().kafka().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          look("topic " + topic, record.value());
          if (record.key() != null) {
            look("topic " + topic, record.key());
          }
          record.headers().forEach(header -> look("topic " + topic, header.value()));
        }
      }
    }
  }

  /**
   * Every file below a folder, as it is on the disk: also what a database has deleted and not yet
   * overwritten, and its write-ahead log.
   */
  void searchFiles(Path folder) throws IOException {
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      searchFile(folder.relativize(file).toString(), file);
    }
  }

  private void searchFile(String where, Path file) throws IOException {
    byte[] buffer = new byte[CHUNK];
    int kept = 0;
    try (var in = Files.newInputStream(file)) {
      while (true) {
        int read = in.readNBytes(buffer, kept, CHUNK - kept);
        search.in(buffer, kept + read).forEach(hit -> hits.add("file " + where + ": " + hit));
        octets += read;
        if (kept + read < CHUNK) {
          return;
        }
        byte[] tail = Arrays.copyOfRange(buffer, CHUNK - OVERLAP, CHUNK);
        System.arraycopy(tail, 0, buffer, 0, OVERLAP);
        kept = OVERLAP;
      }
    } catch (java.nio.file.NoSuchFileException _) {
      // a running database removes files of its own
    }
  }
}
