from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    default = True
    name = "learners.people"
    label = "people"
    verbose_name = "Người học"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from wagtail.admin.views.account import NameEmailSettingsPanel

        from content.pages.languages import language_chosen
        from learners.people.account_forms import OwnEmailForm
        from learners.people.sessions import keep_language, tell_of_resets

        user_logged_in.connect(tell_of_resets, dispatch_uid="people.tell_of_resets")
        language_chosen.connect(keep_language, dispatch_uid="people.keep_language")
        # Wagtail's panel insists on first and last name and cannot be replaced otherwise.
        NameEmailSettingsPanel.form_class = OwnEmailForm


class AccountsInAdminConfig(WagtailUsersAppConfig):
    """Wagtail's users, who are our accounts."""

    default = False
    user_viewset = "learners.people.viewsets.AccountViewSet"
