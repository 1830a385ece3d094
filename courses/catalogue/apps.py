from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "courses.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục khóa học"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.catalogue.drawing import assessments_drawing
        from courses.questions.registry import register_draws

        register_draws(assessments_drawing)
