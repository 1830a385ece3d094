from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "learners.certificates"
    label = "certificates"
    verbose_name = "Giấy chứng nhận"
    default_auto_field = "django.db.models.BigAutoField"
