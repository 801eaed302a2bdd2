"""Sign-in: one door, a code sent by e-mail, no password anywhere."""

from . import env

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["millecafes.people.backends.AccountBackend"]
# Wagtail keeps its own login addresses in its settings: people/urls.py puts our door in front of them.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "millecafes.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "millecafes.people.forms.SignInForm",
    "confirm_login_code": "millecafes.people.forms.CodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True

# A message may take minutes to reach a village, and be read slowly: fifteen minutes, and a second one on request.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2

# Nothing tells whether an address has an account: same page, same work. The mail to strangers is written, then torn up
# (``AccountAdapter.tear_up_code``): none leaves.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True

# A second factor for the team, and a passkey instead of the code for whoever wants one.
MFA_ADAPTER = "millecafes.people.adapter.KeysAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# The clock of a telephone may be half a minute off; ``factor_forms`` sees to it that a code still opens once.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "millecafes.people.factor_forms.SecondFactorForm",
    "reauthenticate": "millecafes.people.factor_forms.SecondFactorAgainForm",
    "login_webauthn": "millecafes.people.factor_forms.EnterWithPasskeyForm",
    "authenticate_webauthn": "millecafes.people.factor_forms.PasskeyForm",
    "reauthenticate_webauthn": "millecafes.people.factor_forms.PasskeyAgainForm",
    "activate_totp": "millecafes.people.factor_forms.ActivateCodesForm",
}

# « ip » is the network of the visitor. A code is counted by address typed *and* network, so that nobody can lock
# somebody else out from afar. « letters » are all that strangers have us send to one address, by whichever form: codes,
# copies, confirmations. Past them the owner still enters from where she has entered before, and the door answers
# everybody else as if it sent a code.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip,3/m/key,12/h/key",
    "letters": "10/h/key,30/d/key",
    "letters_from_network": "6/h/key,15/d/key",
    "mailbox_from_home": "20/h/key",
    "reauthenticate": "10/m/user",
    "account_code": "5/10m/user",
    "contact": "10/m/ip,60/h/ip",
    "contact_copy": "3/d/key",
    "registration": "10/m/ip,60/h/ip",
}

# The State's sign-in for people of the public sector: without its domain, there is no button and no address.
SOCIALACCOUNT_ADAPTER = "millecafes.people.proconnect.adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {}
if PROCONNECT_DOMAIN := env.text("PROCONNECT_DOMAIN", ""):
    SOCIALACCOUNT_PROVIDERS["proconnect"] = {
        "APPS": [
            {
                "provider_id": "proconnect",
                "name": "ProConnect",
                "client_id": env.text("PROCONNECT_CLIENT_ID"),
                "secret": env.text("PROCONNECT_CLIENT_SECRET"),
                "settings": {"server_url": f"https://{PROCONNECT_DOMAIN}/api/v2"},
            }
        ]
    }

# Wagtail's own passwords stay shut: accounts have none, and pages are never protected by a shared one.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
