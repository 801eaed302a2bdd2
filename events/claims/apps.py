from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention
from millecafes.mailroom.kinds import Kind
from millecafes.people.portal import Entry


def runs_a_cafe(access) -> bool:
    return "cafe_roles" in access.held


class ClaimsConfig(AppConfig):
    name = "events.claims"
    label = "claims"
    verbose_name = "Remboursements"

    member_menu = [Entry(_("Mes remboursements"), "claims:list", "euro", who=runs_a_cafe, order=18)]
    member_tasks = "events.claims.services.portal.tasks"
    mail_kinds = [
        Kind(
            "claims",
            _("vos demandes de remboursement : reçues, à compléter, acceptées, payées"),
            _("Programme culturel"),
            urgent=True,
        ),
        Kind("claims_desk", _("les demandes de remboursement à traiter"), _("Programme culturel"), urgent=True),
    ]
    letter_writers = {"claims": "events.claims.emails.write", "claims_desk": "events.claims.emails.write_desk"}
    file_kinds = ["events.claims.permissions.RECEIPTS"]

    jobs = {
        "events.claims.services.forget_drafts": timedelta(days=1),
        "events.claims.services.forget_refused_papers": timedelta(days=1),
        "events.claims.services.forget_old_papers": timedelta(days=1),
    }
    job_names = {
        "events.claims.services.forget_drafts": _("Oublier les demandes de remboursement jamais envoyées"),
        "events.claims.services.forget_refused_papers": _("Oublier les justificatifs des demandes refusées"),
        "events.claims.services.forget_old_papers": _("Oublier les justificatifs de plus de dix ans"),
    }
    personal_data = ["events.claims.privacy.chapters"]
    erasers = ["events.claims.privacy.forget"]
    retentions = [
        Retention(
            _("Une demande de remboursement commencée et jamais envoyée, avec ses justificatifs"),
            _("Vous laisser le temps de la finir"),
            "events.claims.services.forgetting.DRAFTS_KEPT",
            "events.claims.services.forget_drafts",
        ),
        Retention(
            _("Les justificatifs d’une demande de remboursement refusée ou retirée"),
            _("Répondre à une contestation"),
            "events.claims.services.forgetting.REFUSED_KEPT",
            "events.claims.services.forget_refused_papers",
            outlives=True,
        ),
        Retention(
            _("Les justificatifs d’une demande de remboursement payée"),
            _("Tenir la comptabilité, comme la loi le demande ; les montants restent, sans nom"),
            "events.claims.services.forgetting.PAPERS_KEPT",
            "events.claims.services.forget_old_papers",
            outlives=True,
        ),
    ]
