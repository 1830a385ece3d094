from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "courses.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục khóa học"
    default_auto_field = "django.db.models.BigAutoField"
