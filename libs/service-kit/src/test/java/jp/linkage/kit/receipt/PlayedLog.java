package jp.linkage.kit.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.crypto.MlDsaSigningKey;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.TileBuilder;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;

/** The log of the test's manifest, with its real keys, which serves whatever a test wants. */
final class PlayedLog implements AutoCloseable {
  private static final UUID TOPIC = new UUID(1, 2);

  private final String origin;
  private final SigningKey logKey;
  private final List<NoteSigner> signers;
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<byte[]> entries = new ArrayList<>();
  private TileBuilder tree = TileBuilder.empty();
  private volatile Runnable onRequest = () -> {};
  private volatile int status;

  PlayedLog(TestWorld world) {
    origin = world.manifest().manifest().audit().logOrigin();
    logKey = SigningKey.ofSeed(world.parties().audit().logKeySeed());
    signers =
        List.of(
            NoteSigner.ed25519(origin, logKey),
            NoteSigner.mlDsaCosigner(
                origin, MlDsaSigningKey.ofSeed(world.parties().audit().logMlDsaKeySeed())));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/log/v1/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/log/v1");
  }

  /** A receipt of a new record, promised for the next place. */
  LogReceipt promise(ExchangeId exchange, Instant time) {
    LogReceipt receipt = promise(exchange, time, entries.size());
    append(receipt.leaf().toArray());
    return receipt;
  }

  /** A receipt of a new record that the log does not take. */
  LogReceipt promise(ExchangeId exchange, Instant time, long offset) {
    Bytes hash = TestHeaders.hash(7);
    byte[] leaf =
        new ExchangeRecord(
                origin,
                RecordType.REQUEST,
                exchange,
                time,
                hash,
                hash,
                hash,
                Optional.of(hash),
                Optional.of(hash),
                List.of(hash),
                "2026-11",
                Bytes.of(new byte[64]),
                LogRecord.UNSIGNED)
            .signed(logKey)
            .leaf();
    return LogReceipt.sign(Bytes.of(leaf), TOPIC, offset, time, hash, logKey);
  }

  /** Entries that are none of the test's. */
  void append(int count) {
    for (int i = 0; i < count; i++) {
      append(("entry " + entries.size()).getBytes(UTF_8));
    }
  }

  void append(byte[] entry) {
    entries.add(entry);
    tree.append(MerkleTree.leafHash(entry));
  }

  /** Another entry in the place of one, and the whole tree anew. */
  void rewrite(int index, byte[] entry) {
    entries.set(index, entry);
    rebuild(entries.size());
  }

  /** Only the first entries. */
  void cutTo(int size) {
    entries.subList(size, entries.size()).clear();
    rebuild(size);
  }

  private void rebuild(int size) {
    files.clear();
    tree = TileBuilder.empty();
    entries.subList(0, size).forEach(entry -> tree.append(MerkleTree.leafHash(entry)));
  }

  /** Serves the tree as it is now. */
  SignedCheckpoint seal() {
    tree.takeChanged().forEach(tile -> files.put(tile.tile().path(), tile.bytes()));
    SignedCheckpoint signed =
        SignedCheckpoint.sign(
            new Checkpoint(origin, tree.size(), Bytes.of(tree.root())), signers, Instant.now());
    files.put("checkpoint", signed.bytes());
    return signed;
  }

  /** Serves the checkpoint with one of its two signatures. */
  void sealWithOneKey(int key) {
    SignedNote note = seal().note();
    files.put(
        "checkpoint", new SignedNote(note.text(), List.of(note.signatures().get(key))).bytes());
  }

  byte[] file(String path) {
    return Objects.requireNonNull(files.get(path), path);
  }

  void put(String path, byte[] bytes) {
    files.put(path, bytes);
  }

  /** Answers everything with this status; 0 for normal answers. */
  void failWith(int code) {
    status = code;
  }

  /** Is run before every answer. */
  void onRequest(Runnable run) {
    onRequest = run;
  }

  List<String> asked() {
    return asked;
  }

  private void handle(HttpExchange call) throws IOException {
    try (call) {
      String path = call.getRequestURI().getPath().substring("/log/v1/".length());
      asked.add(path);
      onRequest.run();
      byte[] file = files.get(path);
      if (status != 0 || file == null) {
        call.sendResponseHeaders(status != 0 ? status : 404, -1);
      } else {
        call.sendResponseHeaders(200, file.length == 0 ? -1 : file.length);
        call.getResponseBody().write(file);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
