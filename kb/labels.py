"""Chinese names of the words that data and code use."""

from __future__ import annotations

KINDS = {
    "enterprise-comprehensive": "综合应急预案",
    "enterprise-special": "专项应急预案",
    "enterprise-onsite": "现场处置方案",
    "enterprise-environment": "突发环境事件应急预案",
    "gov-master": "政府总体应急预案",
    "gov-special": "政府专项应急预案",
    "gov-department": "部门应急预案",
    "township": "乡镇（街道）应急预案",
}

SUBJECTS = {
    "ordinary": "一般生产经营单位",
    "high-risk": "高危行业单位",
    "crowded-place": "人员密集场所经营单位",
    "government": "政府及其部门",
    "other": "其他",
}

LEVELS = {"province": "省级", "city": "市级", "county": "县级"}
SEVERITIES = {"critical": "关键", "major": "重要", "minor": "一般"}
TARGETS = {"plan-text": "预案文本", "filing-package": "备案或评审材料", "practice-record": "日常工作记录"}
OBLIGATIONS = {"must": "必须", "should": "应当（推荐）", "informative": "参考"}
