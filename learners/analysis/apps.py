from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "learners.analysis"
    label = "analysis"
    verbose_name = "Phân tích câu hỏi"
    default_auto_field = "django.db.models.BigAutoField"
