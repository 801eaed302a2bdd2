"""What moderators handled is forgotten in time, and posts are rendered again when the rules change."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from members.forum.models import Mention, ModerationAct, Post, Report, Suspension
from members.forum.services import forgetting, moderating, rendering
from millecafes.core.privacy import known_retentions
from tests.forum import factories as forum
from tests.people import factories as people

pytestmark = pytest.mark.django_db


def ago(months) -> dict:
    return {"at": timezone.now() - timedelta(days=31 * months)}


# -- Moderation -------------------------------------------------------------------------------------------------------


def test_a_report_is_forgotten_a_year_after_it_was_handled_and_not_while_it_is_open():
    post, team = forum.first_post(forum.make_topic()), people.make_staff("Réseau")
    for _one in range(3):
        moderating.report(post, people.make_elected(), reason="rude")
        moderating.settle_reports(post, team, Report.Outcome.DISMISSED)
    still_open = moderating.report(post, people.make_elected(), reason="spam")
    Report.objects.update(created_at=timezone.now() - timedelta(days=800))
    old = Report.objects.filter(handled_at__isnull=False).order_by("pk")[:2].values("pk")
    Report.objects.filter(pk__in=list(old.values_list("pk", flat=True))).update(handled_at=ago(13)["at"])

    assert forgetting.forget_reports() == 2
    assert Report.objects.count() == 2
    assert still_open in Report.objects.all()
    assert forgetting.forget_reports() == 0


def test_what_was_decided_is_forgotten_after_two_years():
    author, team = people.make_elected(), people.make_staff("Réseau")
    topic = forum.make_topic(author=author)
    moderating.warn(forum.first_post(topic), team, reason="Restons aimables.")
    ModerationAct.objects.update(**ago(25))
    moderating.warn(forum.first_post(topic), team, reason="Encore.")

    assert forgetting.forget_acts() >= 1
    assert [act.reason for act in ModerationAct.objects.all()] == ["Encore."]


def test_all_that_was_decided_of_who_still_may_not_write_is_kept():
    stopped, free, team = people.make_elected(), people.make_elected(), people.make_staff("Réseau")
    for person in (stopped, free):
        moderating.warn(forum.first_post(forum.make_topic(author=person)), team, reason="Restons aimables.")
        moderating.suspend(person, team, reason="Trois fois.")
    moderating.lift(Suspension.objects.get(person=free), team)
    ModerationAct.objects.update(**ago(30))
    Suspension.objects.update(**ago(30))
    Suspension.objects.filter(person=free).update(lifted_at=ago(29)["at"])

    forgetting.forget_acts()

    assert set(ModerationAct.objects.values_list("person", "verb")) == {(stopped.pk, "warn"), (stopped.pk, "suspend")}
    assert list(Suspension.objects.values_list("person", flat=True)) == [stopped.pk]


def test_the_page_on_privacy_says_for_how_long():
    kept = {str(one.what): one.words for one in known_retentions() if "forgetting" in one.job}

    assert sorted(kept.values()) == ["12 mois", "24 mois"]


# -- Rendering --------------------------------------------------------------------------------------------------------


def stale(posts: int) -> None:
    topic = forum.make_topic()
    forum.fill(topic, posts)
    Post.objects.update(body="Un **mot**", body_html="<p>Vieux</p>", render_version=0)


def rendered(**options) -> str:
    out = StringIO()
    call_command("forum_render", stdout=out, **options)
    return out.getvalue()


def test_posts_of_older_rules_are_rendered_a_few_at_a_time(monkeypatch):
    monkeypatch.setattr(rendering, "A_BATCH", 4)
    stale(9)

    assert list(rendering.render_again()) == [4, 4, 2]
    assert set(Post.objects.values_list("body_html", "render_version")) == {("<p>Un <strong>mot</strong></p>\n", 1)}
    assert rendered() == "0 posts were rendered again.\n"


def test_what_was_stopped_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(rendering, "A_BATCH", 4)
    stale(9)
    for _batch in rendering.render_again():
        break

    assert Post.objects.filter(render_version=1).count() == 4
    assert "3 posts" in rendered(most=3)
    rendered()
    assert not Post.objects.filter(render_version=0).exists()


def test_what_was_changed_meanwhile_is_left_as_it_is(monkeypatch):
    stale(1)
    real = rendering.html_of

    def slow(post):
        Post.objects.filter(pk=post.pk).update(body="Neuf", body_html="<p>Neuf</p>", version=2, render_version=1)
        return real(post)

    monkeypatch.setattr(rendering, "html_of", slow)

    assert list(rendering.render_again()) == [0]
    assert set(Post.objects.values_list("body_html", flat=True)) == {"<p>Neuf</p>"}


def test_names_and_pictures_are_those_it_had():
    named, stranger, author = (people.make_elected() for _one in range(3))
    post = forum.first_post(forum.make_topic(author=author))
    picture = forum.make_file(author, post=post, name="salle.png")
    type(picture).objects.filter(pk=picture.pk).update(width=6, height=4, alt="La salle")
    body = f"@[A](membre:{named.member.pk}) @[B](membre:{stranger.member.pk}) ![](fichier:{picture.pk})"
    Mention.objects.create(post=post, person=named)
    Post.objects.update(body=body, render_version=0)

    rendered()

    html = Post.objects.get().body_html
    assert f'<span class="mention">{named.shown_name}</span>' in html
    assert html.count("mention") == 1
    assert 'alt="La salle"' in html
