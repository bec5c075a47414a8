"""Audit sentences of units, posts and accounts, in Chinese; filled with the event's fields."""

SENTENCES: dict[str, str] = {
    "unit.registered.v1": "登记单位 {code}（{full_name}），考核分组 {group}",
    "unit.alias_confirmed.v1": "确认“{alias}”即单位 {code}",
    "unit.regrouped.v1": "单位 {code} 自 {effective_on} 起改列考核分组 {group}：{reason}",
    "unit.renamed.v1": "单位 {code} 自 {effective_on} 起更名为{name}：{reason}",
    "unit.merged.v1": "单位 {code} 自 {effective_on} 起并入 {into}：{reason}",
    "unit.split.v1": "单位 {code} 自 {effective_on} 起拆分为 {into}：{reason}",
    "unit.names_taken.v1": "名称 {names} 专属 {code}",
    "unit_group.defined.v1": "单位集合“{name}”（{group}）自 {effective_on} 起的成员：{members}",
    "post.created.v1": "设立职务 {post}（{title}）",
    "post.holder_appointed.v1": "职务 {post} 由{person}担任，自 {from_on} 起，截止日期 {to_on}，代理：{acting}",
    "account.opened.v1": "开立账号 {account}，角色 {role}",
    "account.closed.v1": "停用账号 {account}：{reason}",
    "account.power_delegated.v1": "账号 {account} 授权给 {to}，自 {from_on} 至 {to_on}：{reason}",
    "account.delegation_withdrawn.v1": "账号 {account} 收回对 {to} 的授权：{reason}",
    "account.token_issued.v1": "为账号 {account} 签发访问令牌“{label}”",
    "account.token_revoked.v1": "吊销账号 {account} 的访问令牌“{label}”：{reason}",
    "account.activation_renewed.v1": "为账号 {account} 重发一次性激活码：{reason}",
}
