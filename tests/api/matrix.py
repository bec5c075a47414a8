"""Who may ask what: one row for every address, written by hand and not derived from `domain.actors.MAY`.

A row: the address as registered, a sample of it, and the roles that get past the door. `{account}` is the asking
role's own account. The public is named only where it may ask.
"""

EVERYBODY = "office office_head leader principal_leader unit_clerk unit_head assessor auditor admin"
BUSINESS = "office office_head leader principal_leader unit_clerk unit_head assessor auditor"
OFFICE = "office office_head"
HEAD = "office_head"
ADMIN = "admin"
OFFICE_OR_ADMIN = "office office_head admin"
UNITS = "unit_clerk unit_head office office_head"  # the office: on paper (代录)
LEADERS = "leader principal_leader office office_head"  # the office: on paper (代录)
SECOND_PERSON = "office_head principal_leader"
OVERSEERS = "office office_head principal_leader assessor auditor"
READS_MINUTES = "office office_head leader principal_leader unit_clerk unit_head auditor"
ACTING = "office office_head leader principal_leader unit_clerk unit_head"

ROWS: dict[str, tuple[str, str]] = {
    "GET /vocabulary": ("/vocabulary", EVERYBODY),
    # the frame
    "GET /schemes": ("/schemes", EVERYBODY),
    "POST /schemes": ("/schemes", HEAD),
    "GET /schemes/<scheme>": ("/schemes/heyuan-2020", EVERYBODY),
    "POST /schemes/<scheme>/amendments": ("/schemes/heyuan-2020/amendments", HEAD),
    "GET /calendar/<int:year>": ("/calendar/2020", EVERYBODY),
    "PUT /calendar/<int:year>": ("/calendar/2020", OFFICE_OR_ADMIN),
    "GET /units": ("/units", EVERYBODY),
    "POST /units": ("/units", OFFICE_OR_ADMIN),
    "POST /units/<code>/changes": ("/units/caizheng/changes", OFFICE_OR_ADMIN),
    "POST /units/<code>/aliases": ("/units/caizheng/aliases", OFFICE_OR_ADMIN),
    "GET /units/groups": ("/units/groups", EVERYBODY),
    "POST /units/groups": ("/units/groups", OFFICE_OR_ADMIN),
    "GET /posts": ("/posts", EVERYBODY),
    "POST /posts": ("/posts", OFFICE_OR_ADMIN),
    "POST /posts/<post>/holders": ("/posts/shizhang/holders", OFFICE_OR_ADMIN),
    "GET /accounts": ("/accounts", "admin auditor"),
    "GET /accounts/self": ("/accounts/self", EVERYBODY),
    "POST /accounts": ("/accounts", ADMIN),
    "POST /accounts/<account>/activation": ("/accounts/nobody/activation", ADMIN),
    "POST /accounts/<account>/closure": ("/accounts/nobody/closure", ADMIN),
    "POST /accounts/<account>/tokens": ("/accounts/nobody/tokens", ADMIN),
    "POST /accounts/<account>/tokens/revocation": ("/accounts/nobody/tokens/revocation", ADMIN),
    "POST /accounts/<account>/delegations": ("/accounts/{account}/delegations", EVERYBODY),
    "POST /accounts/<account>/delegations/<to>/withdrawal": ("/accounts/{account}/delegations/x/withdrawal", EVERYBODY),
    "POST /activation": ("/activation", EVERYBODY + " public"),
    "POST /tokens": ("/tokens", EVERYBODY + " public"),
    "POST /accounts/self/password": ("/accounts/self/password", EVERYBODY),
    "POST /files": ("/files", ACTING),
    "GET /files/<sha256>": (f"/files/{'0' * 64}", BUSINESS),
    "GET /files/<sha256>/facts": (f"/files/{'0' * 64}/facts", BUSINESS),
    # the ledger
    "GET /items": ("/items", BUSINESS),
    "GET /items/<item>": ("/items/2020-3-1", BUSINESS),
    "POST /items": ("/items", OFFICE),
    "POST /items/<item>/roles/confirmation": ("/items/2020-3-1/roles/confirmation", OFFICE),
    "GET /tasks": ("/tasks", BUSINESS),
    "GET /tasks/<no>": ("/tasks/2020-001", BUSINESS),
    "GET /tasks/<no>/history": ("/tasks/2020-001/history", BUSINESS),
    "POST /tasks": ("/tasks", OFFICE),
    "POST /tasks/<no>/amendments": ("/tasks/2020-001/amendments", OFFICE),
    "POST /tasks/<no>/roles/confirmation": ("/tasks/2020-001/roles/confirmation", OFFICE),
    "POST /tasks/<no>/withdrawal": ("/tasks/2020-001/withdrawal", HEAD),
    "POST /tasks/<no>/transfers": ("/tasks/2020-001/transfers", HEAD),
    "POST /tasks/<no>/completion": ("/tasks/2020-001/completion", UNITS),
    "POST /tasks/<no>/completion/verification": ("/tasks/2020-001/completion/verification", OFFICE),
    "GET /editions": ("/editions", BUSINESS),
    "GET /editions/<scheme>/<int:n>": ("/editions/heyuan-2020/1", BUSINESS),
    "POST /editions": ("/editions", OFFICE),
    "POST /editions/<scheme>/<int:n>/issuance": ("/editions/heyuan-2020/1/issuance", HEAD),
    # duties, plans, reports
    "GET /reminders": ("/reminders", BUSINESS),
    "GET /duties": ("/duties", BUSINESS),
    "POST /units/<code>/implementation-plan": ("/units/fagai/implementation-plan", UNITS),
    "GET /units/<code>/implementation-plan": ("/units/fagai/implementation-plan", BUSINESS),
    "POST /tasks/<no>/node-plan": ("/tasks/2020-001/node-plan", UNITS),
    "GET /tasks/<no>/node-plan": ("/tasks/2020-001/node-plan", BUSINESS),
    "POST /tasks/<no>/node-plan/seal": ("/tasks/2020-001/node-plan/seal", "unit_head office office_head"),
    "POST /tasks/<no>/node-plan/confirmation": ("/tasks/2020-001/node-plan/confirmation", LEADERS),
    "POST /tasks/<no>/reports": ("/tasks/2020-001/reports", UNITS),
    "GET /tasks/<no>/reports": ("/tasks/2020-001/reports", BUSINESS),
    "GET /tasks/<no>/reports/<int:n>": ("/tasks/2020-001/reports/1", BUSINESS),
    "POST /tasks/<no>/reports/<int:n>/return": ("/tasks/2020-001/reports/1/return", UNITS),
    "POST /tasks/<no>/reports/<int:n>/acceptance": ("/tasks/2020-001/reports/1/acceptance", UNITS),
    "GET /tasks/<no>/extensions": ("/tasks/2020-001/extensions", BUSINESS),
    "POST /tasks/<no>/extensions": ("/tasks/2020-001/extensions", UNITS),
    "POST /tasks/<no>/extensions/<int:n>/decision": ("/tasks/2020-001/extensions/1/decision", LEADERS),
    "GET /problems": ("/problems", BUSINESS),
    "POST /tasks/<no>/problems/<int:n>/reading": ("/tasks/2020-001/problems/1/reading", LEADERS),
    "POST /tasks/<no>/problems/<int:n>/instruction": ("/tasks/2020-001/problems/1/instruction", LEADERS),
    "POST /tasks/<no>/problems/<int:n>/closing": ("/tasks/2020-001/problems/1/closing", OFFICE),
    "GET /receipts/<receipt_id>": ("/receipts/r-1", BUSINESS),
    # instructions and inspections
    "GET /instructions": ("/instructions", BUSINESS),
    "POST /instructions": ("/instructions", LEADERS),
    "GET /instructions/<instruction>": ("/instructions/in-2020-0001", BUSINESS),
    "POST /instructions/<instruction>/answers": ("/instructions/in-2020-0001/answers", UNITS),
    "POST /instructions/<instruction>/closing": ("/instructions/in-2020-0001/closing", OFFICE),
    "GET /inspections": ("/inspections", BUSINESS),
    "POST /inspections": ("/inspections", OFFICE),
    "GET /inspections/<inspection>": ("/inspections/v-2020-0001", BUSINESS),
    "POST /inspections/<inspection>/publication": ("/inspections/v-2020-0001/publication", HEAD),
    "POST /tasks/<no>/reports/<int:n>/finding": ("/tasks/2020-001/reports/1/finding", OFFICE),
    "POST /tasks/<no>/reports/<int:n>/finding/confirmation": (
        "/tasks/2020-001/reports/1/finding/confirmation",
        SECOND_PERSON,
    ),
    # lights and notices
    "GET /nodes/<node>/lights": ("/nodes/2020-08/lights?scheme=heyuan-2020", OFFICE + " principal_leader auditor"),
    "PUT /nodes/<node>/draft": ("/nodes/2020-08/draft", OFFICE),
    "PUT /nodes/<node>/lights": ("/nodes/2020-08/lights", HEAD),
    "GET /tasks/<no>/lights/<node>": ("/tasks/2020-001/lights/2020-08", BUSINESS),
    "POST /tasks/<no>/lights/<node>/corrections": ("/tasks/2020-001/lights/2020-08/corrections", OFFICE),
    "POST /tasks/<no>/lights/<node>/corrections/<int:n>/confirmation": (
        "/tasks/2020-001/lights/2020-08/corrections/1/confirmation",
        SECOND_PERSON,
    ),
    "GET /notices": ("/notices", BUSINESS),
    "GET /notices/<notice>": ("/notices/n-2020-0001", BUSINESS),
    "GET /notices/<notice>/paper": ("/notices/n-2020-0001/paper", BUSINESS),
    "POST /notices/<notice>/receipt": ("/notices/n-2020-0001/receipt", UNITS),
    "POST /notices/<notice>/answers": ("/notices/n-2020-0001/answers", UNITS),
    "POST /notices/<notice>/verdict": ("/notices/n-2020-0001/verdict", OFFICE),
    "POST /notices/<notice>/void": ("/notices/n-2020-0001/void", OFFICE),
    "POST /notices/<notice>/void/confirmation": ("/notices/n-2020-0001/void/confirmation", SECOND_PERSON),
    # interviews
    "GET /interviews": ("/interviews", BUSINESS),
    "GET /interviews/<interview>": ("/interviews/i-2020-0001", BUSINESS),
    "POST /interviews": ("/interviews", OFFICE),
    "POST /interviews/<interview>/approval": ("/interviews/i-2020-0001/approval", LEADERS),
    "POST /interviews/<interview>/convening": ("/interviews/i-2020-0001/convening", OFFICE),
    "POST /interviews/<interview>/holding": ("/interviews/i-2020-0001/holding", OFFICE),
    "POST /interviews/<interview>/record": ("/interviews/i-2020-0001/record", OFFICE),
    "POST /interviews/<interview>/signatures": ("/interviews/i-2020-0001/signatures", LEADERS + " unit_head"),
    "POST /interviews/<interview>/report": ("/interviews/i-2020-0001/report", OFFICE),
    "POST /interviews/<interview>/archive": ("/interviews/i-2020-0001/archive", OFFICE),
    "POST /interviews/<interview>/commitments/<int:n>/fulfilment": (
        "/interviews/i-2020-0001/commitments/1/fulfilment",
        UNITS,
    ),
    "POST /interviews/<interview>/commitments/<int:n>/verification": (
        "/interviews/i-2020-0001/commitments/1/verification",
        OFFICE,
    ),
    # lawful erasure
    "GET /erasures": ("/erasures", OFFICE + " principal_leader auditor"),
    "GET /erasures/<erasure>": ("/erasures/e-2020-0001", OFFICE + " principal_leader auditor"),
    "POST /erasures": ("/erasures", OFFICE),
    "POST /erasures/<erasure>/confirmation": ("/erasures/e-2020-0001/confirmation", SECOND_PERSON),
    # interview records after filing
    "POST /interviews/<interview>/corrections": ("/interviews/i-2020-0001/corrections", OFFICE),
    "POST /interviews/<interview>/corrections/<int:n>/confirmation": (
        "/interviews/i-2020-0001/corrections/1/confirmation",
        SECOND_PERSON,
    ),
    "GET /interviews/<interview>/disputes": ("/interviews/i-2020-0001/disputes", READS_MINUTES),
    "POST /interviews/<interview>/disputes": ("/interviews/i-2020-0001/disputes", ACTING),
    "POST /interviews/<interview>/checks": ("/interviews/i-2020-0001/checks", OFFICE + " auditor"),
    "POST /interviews/<interview>/resolution": ("/interviews/i-2020-0001/resolution", SECOND_PERSON),
    "GET /interviews/<interview>/viewings": ("/interviews/i-2020-0001/viewings", READS_MINUTES),
    "POST /interviews/<interview>/copy-check": ("/interviews/i-2020-0001/copy-check", READS_MINUTES),
    "GET /interviews/<interview>/evidence": (
        "/interviews/i-2020-0001/evidence",
        "office office_head principal_leader unit_clerk unit_head auditor",
    ),
    # scores
    "GET /assessments/<scheme>/units": ("/assessments/heyuan-2020/units", BUSINESS),
    "GET /assessments/<scheme>/units/<code>": ("/assessments/heyuan-2020/units/fagai", BUSINESS),
    "POST /assessments/<scheme>/what-if": ("/assessments/heyuan-2020/what-if", OVERSEERS),
    "GET /assessments/<scheme>/entries": ("/assessments/heyuan-2020/entries", OVERSEERS),
    "POST /assessments/<scheme>/entries": ("/assessments/heyuan-2020/entries", "office office_head assessor"),
    "POST /assessments/<scheme>/entries/<int:n>/confirmation": (
        "/assessments/heyuan-2020/entries/1/confirmation",
        "assessor office_head principal_leader",
    ),
    "POST /assessments/<scheme>/finalisation": ("/assessments/heyuan-2020/finalisation", "assessor"),
    "POST /assessments/<scheme>/finalisation/confirmation": (
        "/assessments/heyuan-2020/finalisation/confirmation",
        "assessor office_head principal_leader",
    ),
    # bulletins
    "GET /bulletins": ("/bulletins", BUSINESS),
    "GET /bulletins/<bulletin>": ("/bulletins/b-2020-0001", BUSINESS),
    "POST /bulletins": ("/bulletins", OFFICE),
    "PUT /bulletins/<bulletin>": ("/bulletins/b-2020-0001", OFFICE),
    "POST /bulletins/<bulletin>/publication": ("/bulletins/b-2020-0001/publication", HEAD),
    "POST /bulletins/<bulletin>/corrections": ("/bulletins/b-2020-0001/corrections", OFFICE),
    "POST /bulletins/<bulletin>/corrections/<int:n>/confirmation": (
        "/bulletins/b-2020-0001/corrections/1/confirmation",
        SECOND_PERSON,
    ),
    "GET /public/bulletins": ("/public/bulletins", EVERYBODY + " public"),
    "GET /public/bulletins/<bulletin>": ("/public/bulletins/b-2020-0001", EVERYBODY + " public"),
    "GET /public/livelihood": ("/public/livelihood", EVERYBODY + " public"),
    # workbooks
    "GET /workbooks/ledger": ("/workbooks/ledger?scheme=heyuan-2020", BUSINESS),
    "GET /workbooks/livelihood": ("/workbooks/livelihood?scheme=heyuan-2020", BUSINESS),
    "GET /workbooks/items": ("/workbooks/items?scheme=heyuan-2020", BUSINESS),
    "GET /workbooks/lights": ("/workbooks/lights?scheme=heyuan-2020", BUSINESS),
    "GET /workbooks/duties": ("/workbooks/duties?scheme=heyuan-2020", BUSINESS),
    "GET /workbooks/scores": ("/workbooks/scores?scheme=heyuan-2020", BUSINESS),
    "GET /workbooks/audit": ("/workbooks/audit", OVERSEERS),
    "GET /workbooks/node-plan": ("/workbooks/node-plan?scheme=heyuan-2020&unit=fagai", BUSINESS),
    "GET /workbooks/progress": ("/workbooks/progress?scheme=heyuan-2020&unit=fagai&period=2020-08", BUSINESS),
    "POST /workbooks/progress": ("/workbooks/progress", UNITS),
    "POST /workbooks/node-plan": ("/workbooks/node-plan", UNITS),
    "POST /workbooks/ledger": ("/workbooks/ledger", OFFICE),
    "POST /workbooks/accounts": ("/workbooks/accounts", ADMIN),
    "POST /workbooks/mappings": ("/workbooks/mappings", OFFICE),
    # oversight
    "GET /audit": ("/audit", OVERSEERS),
    "GET /burden": ("/burden", OVERSEERS),
}
