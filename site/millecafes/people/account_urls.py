"""What lives under ``/compte/``: the few addresses of allauth in use, under the names allauth calls them by."""

from allauth.account import views as allauth
from django.urls import path
from django.views.generic import RedirectView

from millecafes.people import account, views

urlpatterns = [
    path("", account.home, name="account_home"),
    path("demande/<int:pk>/repondre/", account.answer, name="account_answer"),
    path("demande/<int:pk>/retirer/", account.withdraw, name="account_withdraw"),
    path("demande/<slug:role>/", account.ask, name="account_ask"),
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("login/code/confirm/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    # Where allauth sends whose code has expired: the door asks for an address and sends a code, it is the same page.
    path(
        "login/code/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="account_request_login_code",
    ),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", views.Join.as_view(), name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    # Where allauth sends a signed-in person who has no address left to confirm.
    path("email/", RedirectView.as_view(pattern_name="account_home"), name="account_email"),
    path("confirm-email/", allauth.email_verification_sent, name="account_email_verification_sent"),
]
