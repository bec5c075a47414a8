"""What the audit log says of units, posts and accounts, in English."""

SENTENCES: dict[str, str] = {
    "unit.registered.v1": "Unit {code} registered ({full_name}), assessment group: {group}",
    "unit.alias_confirmed.v1": "“{alias}” confirmed to mean unit {code}",
    "unit.regrouped.v1": "Unit {code} moved to assessment group “{group}” from {effective_on}: {reason}",
    "unit.renamed.v1": "Unit {code} renamed to {name} from {effective_on}: {reason}",
    "unit.merged.v1": "Unit {code} merged into {into} from {effective_on}: {reason}",
    "unit.split.v1": "Unit {code} split into {into} from {effective_on}: {reason}",
    "unit.names_taken.v1": "The names {names} belong to {code} alone",
    "unit_group.defined.v1": "Members of unit group “{name}” ({group}) from {effective_on}: {members}",
    "post.created.v1": "Post {post} created ({title})",
    "post.holder_appointed.v1": (
        "{person} appointed to post {post} from {from_on}, last day: {to_on}, acting: {acting}"
    ),
    "account.opened.v1": "Account {account} opened, role: {role}",
    "account.closed.v1": "Account {account} closed: {reason}",
    "account.power_delegated.v1": "Account {account} lent its powers to {to}, from {from_on} to {to_on}: {reason}",
    "account.delegation_withdrawn.v1": "Account {account} withdrew the powers lent to {to}: {reason}",
    "account.token_issued.v1": "Access token “{label}” issued to account {account}",
    "account.token_revoked.v1": "Access token “{label}” of account {account} revoked: {reason}",
    "account.activation_renewed.v1": "New one-time activation code issued to account {account}: {reason}",
}
