"""What members ask and tell one another: boards, topics, posts, and what each made of them."""

from members.forum.models.boards import Board, BoardFollow, BoardTally
from members.forum.models.choices import Fanout, Level, NoticeKind, State, TopicKind
from members.forum.models.feeds import FeedToken
from members.forum.models.moderation import ModerationAct, Report, WatchedWord
from members.forum.models.notices import Notice
from members.forum.models.polls import Poll, PollChoice, Vote
from members.forum.models.posts import LONGEST_POST, Mention, Post, PostRevision, Useful
from members.forum.models.standing import Suspension
from members.forum.models.topics import LONGEST_TITLE, MOST_TAGS, Reading, Tag, Topic
from members.forum.models.writing import Draft, PostFile

__all__ = [
    "LONGEST_POST",
    "LONGEST_TITLE",
    "MOST_TAGS",
    "Board",
    "BoardFollow",
    "BoardTally",
    "Draft",
    "Fanout",
    "FeedToken",
    "Level",
    "Mention",
    "ModerationAct",
    "Notice",
    "NoticeKind",
    "Poll",
    "PollChoice",
    "Post",
    "PostFile",
    "PostRevision",
    "Reading",
    "Report",
    "State",
    "Suspension",
    "Tag",
    "Topic",
    "TopicKind",
    "Useful",
    "Vote",
    "WatchedWord",
]
