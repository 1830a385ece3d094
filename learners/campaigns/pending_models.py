"""Whose assignments wait for the worker: more people than one transaction should take."""

from django.db import models

from learners.people.models import Person


class Pending(models.Model):
    """``campaign`` None: in every campaign. Somebody may wait twice; deriving her again changes nothing."""

    campaign = models.ForeignKey("campaigns.Campaign", null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id}"
