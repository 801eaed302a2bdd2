"""What lives under ``/compte/``: the few addresses of allauth in use, under the names allauth calls them by."""

from allauth.account import views as allauth
from django.conf import settings
from django.urls import path
from django.views.generic import RedirectView

from millecafes.people import account, factor_views, identity, invited, privacy_views, views
from millecafes.people.proconnect import views as proconnect

keys = [
    path("2fa/", factor_views.Keys.as_view(), name="mfa_index"),
    path("2fa/authenticate/", factor_views.SecondFactor.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", factor_views.SecondFactorAgain.as_view(), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", factor_views.AddCodes.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", factor_views.RemoveCodes.as_view(), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", factor_views.SpareCodes.as_view(), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", factor_views.NewSpareCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", factor_views.SpareCodesFile.as_view(), name="mfa_download_recovery_codes"),
    path("2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", factor_views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", factor_views.EnterWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("2fa/webauthn/reauthenticate/", factor_views.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", factor_views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
# Exists when ProConnect is switched on.
proconnect_urls = [
    path("proconnect/", proconnect.login, name="proconnect_login"),
    path("proconnect/retour/", proconnect.callback, name="proconnect_callback"),
]
urlpatterns = [
    *keys,
    *(proconnect_urls if settings.PROCONNECT_DOMAIN else []),
    path("confirmer/", identity.prove, name="account_reauthenticate"),
    path("adresse/", identity.change_address, name="account_change_email"),
    path("adresse/code/", identity.confirm_address, name="account_confirm_address"),
    path("sessions/", identity.sessions, name="usersessions_list"),
    path("sessions/fermer/", identity.end_others, name="usersessions_end_others"),
    path("sessions/<int:pk>/fermer/", identity.end_session, name="usersessions_end"),
    path("", account.home, name="account_home"),
    path("mes-donnees/", privacy_views.my_data, name="account_data"),
    path("mes-donnees/telecharger/", privacy_views.download, name="account_data_download"),
    path("mes-donnees/fermer/", privacy_views.close, name="account_close"),
    path("ferme/", privacy_views.closed, name="account_closed"),
    path("regles/", privacy_views.agreement, name="account_agreement"),
    path("demande/<int:pk>/repondre/", account.answer, name="account_answer"),
    path("demande/<int:pk>/retirer/", account.withdraw, name="account_withdraw"),
    path("demande/<slug:role>/", account.ask, name="account_ask"),
    path("invitation/<str:token>/", invited.invitation, name="account_invitation"),
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("login/code/confirm/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    # Where allauth sends whose code has expired: the door asks for an address and sends a code, it is the same page.
    path(
        "login/code/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="account_request_login_code",
    ),
    path("logout/", views.SignOut.as_view(), name="account_logout"),
    path("signup/", views.Join.as_view(), name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    # Where allauth sends a signed-in person who has no address left to confirm.
    path("email/", RedirectView.as_view(pattern_name="account_home"), name="account_email"),
    path("confirm-email/", allauth.email_verification_sent, name="account_email_verification_sent"),
]
