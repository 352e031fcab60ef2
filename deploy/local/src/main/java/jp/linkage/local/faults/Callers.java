package jp.linkage.local.faults;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.api.Inquiries;
import jp.linkage.local.people.Resident;
import jp.linkage.local.stack.Processes;

/** Back-office systems that ask all the time, and note what they were told. */
final class Callers implements AutoCloseable {
  private static final int CALLERS = 4;
  private static final long AFTER_A_REFUSAL_MILLIS = 50;

  private final BackOfficeHttp welfare;
  private final List<Resident> taxpayers;
  private final int fiscalYear;
  private final AtomicInteger next = new AtomicInteger();
  private final ConcurrentSkipListSet<String> answered = new ConcurrentSkipListSet<>();
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
  private final SortedMap<String, Integer> refusals = new ConcurrentSkipListMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean ended;

  private record Call(long endNanos, boolean answered) {}

  /**
   * What a time was like.
   *
   * @param answered exchanges
   * @param refused exchanges
   * @param silenceNanos the longest time in which none was answered
   */
  record Span(long answered, long refused, long silenceNanos) {}

  Callers(BackOfficeHttp welfare, List<Resident> taxpayers, int fiscalYear) {
    this.welfare = welfare;
    this.taxpayers = List.copyOf(taxpayers);
    this.fiscalYear = fiscalYear;
  }

  void start() {
    for (int i = 0; i < CALLERS; i++) {
      threads.execute(this::ask);
    }
  }

  private void ask() {
    while (!ended) {
      Resident subject = taxpayers.get(next.getAndIncrement() % taxpayers.size());
      Map<String, Object> inquiry =
          Inquiries.municipalTax(
              Processes.AOBA_TAX, subject.welfareAddressee(), "1", fiscalYear, "faults");
      String refusal = "";
      try {
        BackOfficeHttp.Reply reply = welfare.post("/v1/inquiries", inquiry);
        if (reply.succeeded() && reply.body().path("status").asText().equals("answered")) {
          answered.add(reply.body().path("exchangeId").asText());
        } else {
          refusal = reply.status() + " " + reply.body().path("type").asText();
        }
      } catch (UncheckedIOException e) {
        refusal = String.valueOf(e.getCause());
      }
      calls.add(new Call(System.nanoTime(), refusal.isEmpty()));
      if (!refusal.isEmpty()) {
        refusals.merge(refusal, 1, Integer::sum);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_A_REFUSAL_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What happened between two moments. */
  Span between(long from, long to) {
    long ok = 0;
    long refused = 0;
    long last = from;
    long silence = 0;
    List<Call> inOrder =
        calls.stream()
            .filter(call -> call.endNanos() >= from && call.endNanos() <= to)
            .sorted((a, b) -> Long.compare(a.endNanos(), b.endNanos()))
            .toList();
    for (Call call : inOrder) {
      if (call.answered()) {
        ok++;
        silence = Math.max(silence, call.endNanos() - last);
        last = call.endNanos();
      } else {
        refused++;
      }
    }
    return new Span(ok, refused, Math.max(silence, to - last));
  }

  /** The ids of all exchanges that were answered. */
  ConcurrentSkipListSet<String> answered() {
    return answered;
  }

  /** What refused calls were told, and how often. */
  SortedMap<String, Integer> refusals() {
    return refusals;
  }

  @Override
  public void close() {
    ended = true;
    threads.close();
  }
}
