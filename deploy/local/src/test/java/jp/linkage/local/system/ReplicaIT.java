package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.local.stack.Ports;
import jp.linkage.local.stack.Processes;
import jp.linkage.local.stack.ServiceProcess;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two replicas of the gateway and two of the audit-service, on one database each: an exchange that
 * reaches both at once is converted, recorded and answered once (PROTOCOL.md §5.3).
 */
@ExtendWith(WithRunningLinkage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicaIT {
  private static final int AT_ONCE = 8;

  private final RunningLinkage linkage;
  private final Impostor welfare;
  private final List<ServiceProcess> replicas = new ArrayList<>();

  ReplicaIT(RunningLinkage linkage) {
    this.linkage = linkage;
    this.welfare = linkage.impostor(Processes.AOBA_WELFARE);
  }

  @BeforeAll
  void startReplicas() {
    for (String process : List.of(Processes.GATEWAY, Processes.AUDIT)) {
      replicas.add(linkage.stack().replica(process, process + "-2", Ports.freePort()));
    }
    replicas.forEach(ServiceProcess::start);
    replicas.forEach(ServiceProcess::awaitReady);
  }

  @AfterAll
  void stopReplicas() {
    replicas.forEach(ServiceProcess::stop);
  }

  @Test
  void m1_atOnceToBothGateways_isOneExchange() {
    byte[] m1 = welfare.sign(welfare.question(Processes.AOBA_TAX, token())).bytes();
    long log = linkage.log();
    long records = linkage.records(Processes.AOBA_TAX);
    List<Answer> answers = atOnce(linkage.gateway(), Processes.GATEWAY, KeptBack.M1, m1, m1);
    answers.forEach(answer -> assertTrue(answer.succeeded(), answer::toString));
    assertEquals(1, distinct(answers), "all get the same bytes");
    assertEquals(log + 2, linkage.log(), "one REQUEST and one RELEASE");
    assertEquals(records + 1, linkage.records(Processes.AOBA_TAX));
  }

  @Test
  void m2_atOnceToBothAuditServices_isOneRecord() {
    KeptBack kept = KeptBack.from(linkage, linkage.audit(), KeptBack.M2);
    long log = linkage.log();
    byte[] m2 = kept.message().toArray();
    List<Answer> answers = atOnce(linkage.audit(), Processes.AUDIT, KeptBack.M2, m2, m2);
    answers.forEach(answer -> assertTrue(answer.succeeded(), answer::toString));
    assertEquals(1, distinct(answers), "all get the same bytes");
    assertEquals(log + 1, linkage.log(), "one REQUEST");
    assertTrue(linkage.resume(kept.exchangeId()).succeeded());
  }

  @Test
  void release_atOnceToBothAuditServices_isOneRecord() {
    KeptBack kept = KeptBack.from(linkage, linkage.audit(), KeptBack.RELEASE);
    long log = linkage.log();
    byte[] release = kept.message().toArray();
    List<Answer> answers =
        atOnce(linkage.audit(), Processes.AUDIT, KeptBack.RELEASE, release, release);
    answers.forEach(answer -> assertTrue(answer.succeeded(), answer::toString));
    assertEquals(1, distinct(answers), "all get the same bytes");
    assertEquals(log + 1, linkage.log(), "one RELEASE");
    assertTrue(linkage.resume(kept.exchangeId()).succeeded());
  }

  /** One id, two requests, each to a gateway of its own: one of them wins, the other is told. */
  @Test
  void exchangeId_atOnceForTwoRequests_isBoundToOne() {
    Header header = welfare.header(Processes.AOBA_TAX);
    PersonToken token = token();
    UnsignedRequest first = welfare.question(header, token);
    UnsignedRequest second = welfare.question(header, token);
    long log = linkage.log();
    List<Answer> answers =
        atOnce(
            linkage.gateway(),
            Processes.GATEWAY,
            KeptBack.M1,
            welfare.sign(first).bytes(),
            welfare.sign(second).bytes());
    List<Answer> answered = answers.stream().filter(Answer::succeeded).toList();
    List<Answer> refused = answers.stream().filter(answer -> !answer.succeeded()).toList();
    assertEquals(AT_ONCE, answered.size());
    assertEquals(1, distinct(answered));
    refused.forEach(answer -> assertEquals("exchange-id-conflict", answer.problem()));
    assertEquals(log + 2, linkage.log(), "one REQUEST and one RELEASE");
  }

  // Half of them to each replica, all at once.
  private List<Answer> atOnce(Tap tap, String process, String path, byte[] one, byte[] other) {
    URI second = URI.create(linkage.stack().process(process + "-2").url());
    URI first = URI.create(linkage.stack().ports().url(process));
    var start = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent = new ArrayList<Future<Answer>>();
      for (int i = 0; i < AT_ONCE; i++) {
        sent.add(executor.submit(after(start, () -> tap.send(first, path, one))));
        sent.add(executor.submit(after(start, () -> tap.send(second, path, other))));
      }
      start.countDown();
      var answers = new ArrayList<Answer>();
      for (Future<Answer> answer : sent) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Callable<Answer> after(CountDownLatch start, Callable<Answer> send) {
    return () -> {
      start.await();
      return send.call();
    };
  }

  private static long distinct(List<Answer> answers) {
    return answers.stream().map(Answer::body).distinct().count();
  }

  private PersonToken token() {
    return welfare.token(linkage.gateway(), linkage.taxpayer().number());
  }
}
