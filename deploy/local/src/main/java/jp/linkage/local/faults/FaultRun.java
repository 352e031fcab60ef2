package jp.linkage.local.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import jp.linkage.local.bench.FullAudit;
import jp.linkage.local.demo.LoadPeople;
import jp.linkage.local.demo.Offices;
import jp.linkage.local.people.City;
import jp.linkage.local.people.Population;
import jp.linkage.local.people.Resident;
import jp.linkage.local.registrar.ResidentRegistry;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.LocalWitness;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.audit.RecordKeys;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/** Exchanges, readers and one fault after the other; then the three invariants (AUDIT.md §5). */
public final class FaultRun {
  private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(20);
  private static final Duration SEALED_AGAIN = Duration.ofMinutes(2);
  private static final int RESIDENTS = 60;
  private static final int FISCAL_YEAR = 2026;
  private static final long SEED = 20261123;

  private final Path home;
  private final Duration length;

  /**
   * @param home the project's root folder
   * @param length how long faults are made
   */
  public FaultRun(Path home, Duration length) {
    this.home = home;
    this.length = length;
  }

  /**
   * Runs it and prints what came of it.
   *
   * @return whether every invariant holds
   */
  public boolean run() throws IOException, InterruptedException, ExecutionException {
    try (var stack =
        LocalStack.throwaway(home, FaultRun::tell)
            .with("linkage.gateway.quota.items-per-second", "100000")
            .with("linkage.gateway.quota.burst", "1000000")) {
      stack.start();
      var offices = new Offices(stack);
      List<Resident> residents = Population.of(SEED, RESIDENTS, FISCAL_YEAR).residents();
      try (ResidentRegistry registry = ResidentRegistry.of(stack)) {
        new LoadPeople(offices, registry, FaultRun::tell).load(residents);
      }
      TrustPolicy policy = LocalWitness.policy(stack.data());
      URI log = URI.create(stack.ports().url(Processes.AUDIT) + "/log/v1");
      String origin = policy.logs().getFirst().key().name();
      RawRecordsKafka raw = new RawRecordsKafka(stack.kafka().bootstrapServers(), origin);
      Callers callers =
          new Callers(
              offices.welfare(),
              residents.stream().filter(one -> one.taxCities().contains(City.AOBA)).toList(),
              FISCAL_YEAR);
      Readers readers = new Readers(log, policy);
      try (readers;
          var served = new ServedSizeHttp(log)) {
        readers.start();
        try (callers) {
          callers.start();
          strike(new Faults(stack, raw).all(), callers, served, raw);
        }
        await(raw.end(), readers::size);
      }
      return holds(stack, raw, callers, readers, LogTrust.of(policy).recordKeys(origin));
    }
  }

  private static void tell(String step) {
    System.out.println("· " + step);
  }

  private void strike(
      List<Fault> faults, Callers callers, ServedSizeHttp served, RawRecordsKafka raw)
      throws InterruptedException, ExecutionException {
    Thread.sleep(BETWEEN_FAULTS.toMillis() / 2);
    System.out.printf(
        "%n%-66s %9s %8s %12s %14s%n",
        "fault", "answered", "refused", "no answer s", "sealed again s");
    long end = System.nanoTime() + length.toNanos();
    for (int i = 0; i == 0 || System.nanoTime() < end; i++) {
      Fault fault = faults.get(i % faults.size());
      long struck = System.nanoTime();
      double sealed = once(fault, raw, served);
      long left = BETWEEN_FAULTS.toMillis() - (System.nanoTime() - struck) / 1_000_000;
      Thread.sleep(Math.max(1000, left));
      Callers.Span span = callers.between(struck, System.nanoTime());
      System.out.printf(
          "%-66s %9d %8d %12.1f %14.1f%n",
          fault.name(), span.answered(), span.refused(), span.silenceNanos() / 1e9, sealed);
    }
  }

  /** From the repair until everything that was in the log by then was sealed and cosigned. */
  private static double once(Fault fault, RawRecordsKafka raw, ServedSizeHttp served)
      throws InterruptedException, ExecutionException {
    try {
      fault.strike().run();
      Thread.sleep(fault.lasts());
      fault.repair().run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(fault.name() + ": " + e.getMessage(), e);
    }
    long repaired = System.nanoTime();
    await(raw.end(), served::size);
    return (System.nanoTime() - repaired) / 1e9;
  }

  /** The size of the log as somebody sees it. */
  @FunctionalInterface
  private interface Size {
    long now() throws InterruptedException;
  }

  private static void await(long size, Size seen) throws InterruptedException {
    long limit = System.nanoTime() + SEALED_AGAIN.toNanos();
    while (seen.now() < size) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(
            "the log was not sealed up to " + size + ", but to " + seen.now());
      }
      Thread.sleep(20);
    }
  }

  private static boolean holds(
      LocalStack stack, RawRecordsKafka raw, Callers callers, Readers readers, RecordKeys keys)
      throws IOException, InterruptedException, ExecutionException {
    List<Checkpoint> checkpoints = new ArrayList<>();
    raw.checkpoints().forEach(signed -> checkpoints.add(signed.checkpoint()));
    readers.seen().stream().map(SignedCheckpoint::checkpoint).forEach(checkpoints::add);
    Invariants found =
        Invariants.check(raw.all(raw.end()), keys, readers.size(), callers.answered(), checkpoints);
    int answered = callers.answered().size();
    System.out.printf(
        "%n%,d records, %,d of them once more, %,d none of the log's; refusals: %s%n",
        found.records(), found.signedTwice(), found.invalid(), callers.refusals());
    System.out.println("readers: " + readers.summary());
    boolean first =
        say(
            answered > 0 && found.lost().isEmpty(),
            "I: %d answered, %d with RELEASE below the signed size, %d lost"
                .formatted(answered, answered - found.lost().size(), found.lost().size()));
    found.lost().stream().limit(10).forEach(id -> System.out.println("        " + id));
    boolean second =
        say(
            found.inconsistent().isEmpty() && readers.violations().isEmpty(),
            "II: %d signed checkpoints, published or seen, are of one tree; inconsistent: %s"
                .formatted(checkpoints.size(), found.inconsistent()));
    readers.violations().stream().limit(10).forEach(text -> System.out.println("        " + text));
    FullAudit.Verdict replay = new FullAudit(stack).compare();
    boolean third = say(replay.holds(), "III: the projection is what the log says");
    replay.out().lines().forEach(line -> System.out.println("        " + line));
    return first && second && third;
  }

  private static boolean say(boolean holds, String what) {
    System.out.println((holds ? "ok      " : "FAILED  ") + what);
    return holds;
  }
}
