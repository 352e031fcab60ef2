package jp.linkage.kit.steps;

import java.util.List;

/**
 * An inquiry ready to be sent.
 *
 * @param request everything of M1 but σ_A
 * @param secrets what opens the answers, one per item
 */
public record BuiltInquiry(UnsignedRequest request, List<AnswerSecret> secrets) {
  public BuiltInquiry {
    secrets = List.copyOf(secrets);
  }
}
