package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jp.linkage.local.stack.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every field of every answer between the parties, changed on its way back: the exchange is
 * refused, and the asking agency gets no answer. Each change takes an exchange of its own, as a
 * party gives an exchange up whose answer does not hold.
 */
@ExtendWith(WithRunningLinkage.class)
class ForgedAnswersIT {
  private final RunningLinkage linkage;

  ForgedAnswersIT(RunningLinkage linkage) {
    this.linkage = linkage;
  }

  @Test
  void answerToM2_anyFieldChanged_isRefusedByTheGateway() {
    long records = linkage.records(Processes.AOBA_TAX);
    forge(linkage.audit(), KeptBack.M2, 60);
    // The two honest exchanges: the one from which the fields were learnt, and the last one.
    assertEquals(records + 2, linkage.records(Processes.AOBA_TAX), "records of the provider");
  }

  @Test
  void m4_anyFieldChanged_isRefusedByTheGateway() {
    forge(linkage.tax(), KeptBack.M3, 40);
  }

  @Test
  void answerToTheRelease_anyFieldChanged_isRefusedByTheGateway() {
    forge(linkage.audit(), KeptBack.RELEASE, 40);
  }

  @Test
  void answerToM1_anyFieldChanged_isRefusedByTheAskingAgency() {
    forge(linkage.gateway(), KeptBack.M1, 100);
  }

  // Of every field two changes, another two of the next one: all kinds come up, all fields do.
  private static List<Forgery> twoOfEachField(List<Forgery> all) {
    var byField = new LinkedHashMap<String, List<Forgery>>();
    for (Forgery forgery : all) {
      byField.computeIfAbsent(forgery.field(), _ -> new ArrayList<>()).add(forgery);
    }
    var chosen = new ArrayList<Forgery>();
    int turn = 0;
    for (List<Forgery> changes : byField.values()) {
      chosen.add(changes.get(turn % changes.size()));
      chosen.add(changes.get((turn + changes.size() / 2) % changes.size()));
      turn++;
    }
    return chosen;
  }

  private void forge(Tap tap, String path, int atLeast) {
    var refusals = new Refusals();
    for (Forgery forgery : twoOfEachField(Forgeries.of(Seen.answer(linkage, tap, path)))) {
      var made = new AtomicBoolean();
      try (var _ =
          tap.intercept((to, target, message) -> {
            Answer answer = to.send(target, message);
            if (!target.equals(path) || !answer.succeeded()) {
              return answer;
            }
            made.set(true);
            return answer.withBody(
                Forgeries.named(forgery.name(), answer.body().toArray()).message());
          })) {
        refusals.expect(forgery.name(), linkage.ask(linkage.taxpayer()));
      }
      assertTrue(made.get(), () -> "there was no answer to change: " + forgery);
    }
    refusals.assertAll(atLeast);
    refusals.assertOpenOneIsAnswered(linkage);
    linkage.askSuccessfully();
  }
}
