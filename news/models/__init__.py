"""The news: articles of the association, and what others publish about it."""

from news.models.articles import ARTICLES_A_PAGE, ArticlePage, NewsIndexPage
from news.models.choices import Category, Medium
from news.models.press import PressItem, PressTopic
from news.models.press_page import ITEMS_A_PAGE, PressIndexPage

__all__ = [
    "ARTICLES_A_PAGE",
    "ITEMS_A_PAGE",
    "ArticlePage",
    "Category",
    "Medium",
    "NewsIndexPage",
    "PressIndexPage",
    "PressItem",
    "PressTopic",
]
