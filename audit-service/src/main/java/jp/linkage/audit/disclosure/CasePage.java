package jp.linkage.audit.disclosure;

import java.util.List;
import jp.linkage.audit.view.LoggedView;

/** Cases, the newest first, and the record of the query. */
record CasePage(List<AuditCase> cases, LoggedView view) {}
