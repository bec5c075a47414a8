"""What the audit log says of interviews, their records and commitments, in English; never what was said in one."""

SENTENCES: dict[str, str] = {
    "interview.proposed.v1": (
        "Interview {interview} of {units} on task {task_no} proposed (level {level}, ground: {ground}, lights: "
        "{lights}, notices: {notices}) under {clause}: {reason}"
    ),
    "interview.approved.v1": "Interview {interview} approved (by post: {post}): {reason}",
    "interview.declined.v1": "Interview {interview} declined (by post: {post}): {reason}",
    "interview.convening_drafted.v1": "Written notice of interview {interview} drafted: {meeting}",
    "interview.convened.v1": ("Written notice {number} of interview {interview} issued to {units}, saying: {meeting}"),
    "interview.held.v1": (
        "Interview {interview} held on {held_on} at {place}, led by post {host}, recorder: {recorder}"
    ),
    "interview.record_filed.v1": (
        "Record of interview {interview} filed ({number}, level {level}, task {task_no}, attachments: {files})"
    ),
    "interview.signed.v1": "Record of interview {interview} signed ({side}, post: {post}, unit: {unit})",
    "interview.signature_refused.v1": (
        "Signature under the record of interview {interview} refused ({side}, unit: {unit}): {reason} (witness: "
        "{witness})"
    ),
    "interview.reported.v1": "Record of interview {interview} reported to the principal leader ({to})",
    "interview.archived.v1": "Record of interview {interview} archived as {archive_number}",
    "interview.readdressed.v1": ("Interview {interview} passed from {from_unit} to {to_unit}, from {effective_on}"),
    "interview.commitment_fulfilled.v1": (
        "{unit} reported commitment {commitment} of interview {interview} as fulfilled (done on {done_on}, working "
        "days late: {late_days})"
    ),
    "interview.commitment_verified.v1": (
        "Commitment {commitment} of {unit} from interview {interview} verified; fulfilled: {fulfilled}, reason: "
        "{reason}"
    ),
}
