from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "courses.questions"
    label = "questions"
    verbose_name = "Ngân hàng câu hỏi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from courses.questions.models import QuestionVersion

        ReferenceIndex.register_model(QuestionVersion)
