package jp.linkage.welfare.application;

/** Bodies for the API description; a test sends and compares them. */
final class Examples {
  static final String COUPLE =
      """
      {"procedure":"1","serviceMonth":"2026-11","livingArrangement":"home","publicAssistance":"none",
       "applicant":{"addresseeNumber":"W-0001","birthDate":"1986-05-17","residenceOnJanuary1":"999018"},
       "household":[{"addresseeNumber":"W-0002","relation":"spouse","birthDate":"1987-06-18",
                     "sameHousehold":true,"residenceOnJanuary1":"999026"}]}\
      """;

  static final String CHILD =
      """
      {"procedure":"1","serviceMonth":"2026-11","livingArrangement":"home","publicAssistance":"none",
       "caseReference":"2026/0042",
       "applicant":{"addresseeNumber":"W-0003","birthDate":"2016-03-03","residenceOnJanuary1":"999018"},
       "household":[{"addresseeNumber":"W-0004","relation":"guardian","birthDate":"1986-03-03",
                     "sameHousehold":true,"residenceOnJanuary1":"abroad"}]}\
      """;

  static final String DECIDED =
      """
      {"id":"019ac3d4-0000-7000-8000-000000000001",
       "caseReference":"application/019ac3d4-0000-7000-8000-000000000001","state":"decided",
       "procedure":"1","serviceMonth":"2026-11","fiscalYear":2026,"livingArrangement":"home",
       "publicAssistance":"none","nonDisclosure":false,
       "applicant":{"addresseeNumber":"W-0001","relation":"applicant","birthDate":"1986-05-17",
                    "sameHousehold":true,"residenceOnJanuary1":"999018"},
       "household":[],
       "decision":{"monthlyCeilingYen":9300,"article":"施行令17条2号ロ","decidedAt":"2026-11-23T05:00:01.000Z"},
       "explanation":[{"article":"施行令17条2号ロ","ja":"所得割の合算額 42,000円 は 160,000円 未満である",
                       "en":"Sum of the income levies 42,000 yen is less than 160,000 yen",
                       "comparison":{"amountYen":42000,"thresholdYen":160000,"below":true}}],
       "pendingReasons":[],
       "inquiries":[{"exchangeId":"019ac3d4-0000-7000-8000-000000000002","provider":"aoba-tax",
                     "subjectRelation":"applicant","information":"municipal-tax","fiscalYear":2026,
                     "addresseeNumbers":["W-0001"],"state":"answered",
                     "log":{"topicId":"00000000-0000-4000-8000-000000000000","requestOffset":41,
                            "requestedAt":"2026-11-23T05:00:00.500Z","releaseOffset":42,
                            "releasedAt":"2026-11-23T05:00:00.700Z"},
                     "startedAt":"2026-11-23T05:00:00.000Z","endedAt":"2026-11-23T05:00:00.900Z"}],
       "evidence":[{"addresseeNumber":"W-0001","fiscalYear":2026,"outcome":"provided",
                    "exchangeId":"019ac3d4-0000-7000-8000-000000000002","requestOffset":41,"releaseOffset":42,
                    "fields":{"fiscalYear":2026,"taxStatus":"taxed","incomeLevy":42000,"perCapitaLevy":3000,
                              "housingLoanCredit":0,"donationCredit":0,"retirementSeparateLevy":0,
                              "exemptedByOrdinance":false},
                    "obtainedAt":"2026-11-23T05:00:00.900Z"}],
       "certificatesNotNeeded":[{"addresseeNumber":"W-0001","document":"市町村民税 課税(非課税)証明書",
                                 "documentInEnglish":"certificate of municipal tax","municipality":"999018",
                                 "fiscalYear":2026,"basis":"番号法22条2項"}],
       "certificatesToBring":[],
       "receivedAt":"2026-11-23T05:00:00.000Z","receivedBy":"k7Zt0mVYb3A","changedAt":"2026-11-23T05:00:01.000Z"}\
      """;

  private Examples() {}
}
