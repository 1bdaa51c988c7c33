from django.urls import path

from config import dev, dev_mail

urlpatterns = [
    path("components/", dev.components, name="dev_components"),
    path("mail/", dev_mail.mailbox, name="dev_mail"),
    path("mail/<str:name>", dev_mail.letter, name="dev_letter"),
]
