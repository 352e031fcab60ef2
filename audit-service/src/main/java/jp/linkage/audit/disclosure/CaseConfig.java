package jp.linkage.audit.disclosure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Cases of auditors. */
@ConfigMapping(prefix = "linkage.audit.case")
public interface CaseConfig {

  /** Days for which a case is open, unless the auditor asks for less or more. */
  @WithDefault("30")
  int days();

  /** The most days that he may ask for. */
  @WithDefault("90")
  int maxDays();
}
