package jp.linkage.gateway.inquiry;

import jp.linkage.gateway.party.PartyReply;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.QueryMessage;

/**
 * The agency that is asked (情報提供者). The same query may be sent again; it answers what it answered
 * before.
 */
interface Provider {
  /** M3, whose answer is M4. Nothing of the answer is verified yet. */
  PartyReply<AnswerMessage> answer(ManifestAgency agency, QueryMessage query);
}
