"""The posts of the forum rendered by the rules of today."""

from django.core.management.base import BaseCommand

from members.forum.services.rendering import render_again


class Command(BaseCommand):
    help = "Renders again, a few at a time, the posts that older rules rendered; stopped, it goes on where it was."

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=0, help="Stop after so many posts.")

    def handle(self, *, most, verbosity, **options):
        total = 0
        for count in render_again(most=max(most, 0)):
            total += count
            if verbosity > 1:
                self.stdout.write(f"{total} posts…")
        self.stdout.write(f"{total} posts were rendered again.")
