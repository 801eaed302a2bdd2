"""What a member wants to hear of the boards she reads."""

from dataclasses import dataclass

from members.forum.models import Board, BoardFollow, Level


@dataclass(frozen=True)
class Choice:
    """Of one board: told of its new topics, or not; asked for help, or not."""

    level: Level = Level.NORMAL
    is_volunteer: bool = False


def choices_of(person, boards: list[Board]) -> list[tuple[Board, Choice]]:
    known = {row.board_id: row for row in BoardFollow.objects.filter(person=person, board__in=boards)}
    return [(board, choice_of(known.get(board.pk))) for board in boards]


def choice_of(row: BoardFollow | None) -> Choice:
    return Choice(Level(row.level), row.is_volunteer) if row else Choice()


def read_choice(parameters, slug: str) -> Choice:
    """As the form says it; what is not understood is the ordinary."""
    asked = parameters.get(f"niveau-{slug}", "")
    level = Level(int(asked)) if asked in {str(level.value) for level in Level} else Level.NORMAL
    return Choice(level, is_volunteer=f"volontaire-{slug}" in parameters)


def settle(person, choices: dict[Board, Choice]) -> None:
    """Write them, all together; how far she has read stays."""
    BoardFollow.objects.bulk_create(
        [
            BoardFollow(person=person, board=board, level=choice.level, is_volunteer=choice.is_volunteer)
            for board, choice in choices.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "board"],
        update_fields=["level", "is_volunteer"],
    )
