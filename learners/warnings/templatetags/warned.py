"""Rules and alerts in words."""

from django import template

from learners.warnings.models import Alert, Level, Rule
from learners.warnings.wording import alert_words, rule_words

register = template.Library()
register.filter("rule_words", rule_words)
register.filter("alert_words", alert_words)


@register.filter
def level_tag(thing: Rule | Alert) -> str:
    rule = thing.rule if isinstance(thing, Alert) else thing
    return "tag-overdue" if rule.level == Level.RED else "tag-due"
